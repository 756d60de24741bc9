import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { gatewayRoot } from '../repository.mjs';

const MODEL = 'red-wine-quality';
const KINDS = ['parameters', 'models'];

/** A copy of the models and parameters, in which versions come and go. */
export class VersionFolders {
  root = mkdtempSync(path.join(os.tmpdir(), 'soak-'));
  /** What has a gateway read the copy. */
  env = { MODELS_DIR: path.join(this.root, 'models'), PARAMETERS_DIR: this.#path('parameters') };

  constructor() {
    for (const kind of KINDS) {
      cpSync(path.join(gatewayRoot(), kind), this.#path(kind), { recursive: true });
    }
  }

  /**
   * Puts version 2's files under a name, with a manifest of their own.
   *
   * @param {string} name @param {string} description tells it from others with the same files
   * @returns {string} the manifest's sha256
   */
  put(name, description) {
    for (const kind of KINDS) {
      cpSync(this.#path(kind, MODEL, '2'), this.#path(kind, MODEL, name), { recursive: true });
    }
    const file = this.#path('models', MODEL, name, 'manifest.json');
    const zeros = '0'.repeat(64);
    const unsigned = readFileSync(file, 'utf8')
      .replace('"version": "2"', `"version": ${JSON.stringify(name)}`)
      .replace('"description": "', `"description": "${description}: `)
      .replace(/("sha256":\s*")[0-9a-f]{64}/, `$1${zeros}`);
    const sha256 = createHash('sha256').update(unsigned).digest('hex');
    writeFileSync(file, unsigned.replace(`"sha256": "${zeros}`, `"sha256": "${sha256}`));
    return sha256;
  }

  /** Takes a version away. @param {string} name */
  take(name) {
    for (const kind of KINDS) rmSync(this.#path(kind, MODEL, name), { recursive: true });
  }

  /** @param {Record<string, string>} labels @param {number} canaryTrafficPercent */
  setLabels(labels, canaryTrafficPercent) {
    const text = JSON.stringify({ labels, canaryTrafficPercent });
    writeFileSync(this.#path('models', MODEL, 'labels.json'), text);
  }

  /** Deletes the copy. */
  remove() {
    rmSync(this.root, { recursive: true, force: true });
  }

  /** @param {string[]} parts */
  #path(...parts) {
    return path.join(this.root, ...parts);
  }
}
