import { readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

/** This checkout. */
export const PROJECT = fileURLToPath(new URL('..', import.meta.url));

/**
 * The checkout whose gateway and models are measured: this one, or what `--gateway` names, so that an
 * older state can be measured by today's benchmark. Subjects learn it through the environment.
 */
export const gatewayRoot = () => process.env.BENCH_GATEWAY ?? PROJECT;

/** @param {string} version @param {string} name */
export function readParameters(version, name) {
  const file = path.join(gatewayRoot(), 'parameters', 'red-wine-quality', version, name);
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** @param {string} version */
export const modelFile = (version) =>
  path.join(gatewayRoot(), 'models', 'red-wine-quality', version, 'model.onnx');
