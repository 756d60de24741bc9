import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { gatewayRoot, PROJECT } from './repository.mjs';

/** Where and with what was measured. */
export function describeRun() {
  const root = gatewayRoot();
  const read = (/** @type {string[]} */ ...file) => readFileSync(path.join(...file), 'utf8');
  const [cpu] = os.cpus();
  return {
    date: new Date().toISOString(),
    commit: output('git', '-C', root, 'rev-parse', '--short', 'HEAD'),
    // The benchmark's own files do not change what is measured.
    changed:
      output('git', '-C', root, 'status', '--porcelain', '--', 'src', 'models', 'package.json') !==
      '',
    machine: {
      cpu: cpu?.model ?? 'unknown',
      cores: os.cpus().length,
      memoryBytes: os.totalmem(),
      system: `${os.type()} ${os.release()} ${os.arch()}`,
      loadBefore: os.loadavg()[0],
    },
    versions: {
      node: process.version,
      provador: JSON.parse(read(root, 'package.json')).dependencies,
      peers: JSON.parse(read(PROJECT, 'bench', 'peers', 'package.json')).dependencies,
      python: output('python3', '--version'),
      flask: read(PROJECT, 'bench', 'peers', 'flask', 'requirements.txt').trim().split('\n'),
    },
  };
}

/** @param {string} file @param {string[]} args @returns {string | null} null where it cannot be had */
function output(file, ...args) {
  try {
    return execFileSync(file, args, {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return null;
  }
}
