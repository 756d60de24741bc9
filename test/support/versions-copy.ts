import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { digest } from '../../src/repository/manifest';
import { MODEL_NAME, type VersionFolders } from '../../src/repository/version-folders';
import { projectFile } from './wines';

/** A copy of the project's models and parameters that a test may change. */
export class VersionsCopy {
  readonly root = mkdtempSync(path.join(tmpdir(), 'provador-'));
  readonly folders: VersionFolders = {
    modelsDir: this.file('models'),
    parametersDir: this.file('parameters'),
  };
  /** What has a gateway read the copy. */
  readonly environment = {
    MODELS_DIR: this.folders.modelsDir,
    PARAMETERS_DIR: this.folders.parametersDir,
  };

  constructor() {
    for (const folder of ['models', 'parameters']) {
      cpSync(projectFile(folder), this.file(folder), { recursive: true });
    }
  }

  file(...parts: string[]): string {
    return path.join(this.root, ...parts);
  }

  /** A file of a version: `file` is its name in the manifest, or `model/manifest.json`. */
  versionFile(version: string, file: string): string {
    const [kind, name] = file.split('/') as [string, string];
    return this.file(kind === 'model' ? 'models' : 'parameters', MODEL_NAME, version, name);
  }

  /**
   * Puts one of the project's versions under a name, over what may be there.
   *
   * @param description tells it from others with the same files.
   * @returns the sha256 of its manifest.
   */
  put(name: string, from: '1' | '2', description = 'put there by a test'): string {
    this.take(name);
    for (const folder of ['parameters', 'models']) {
      const source = projectFile(folder, MODEL_NAME, from);
      cpSync(source, this.file(folder, MODEL_NAME, name), { recursive: true });
    }
    const manifest = this.versionFile(name, 'model/manifest.json');
    const text = readFileSync(manifest, 'utf8')
      .replace(/"version": "\d+"/, `"version": "${name}"`)
      .replace(/"description": "/, `"description": "${description}: `);
    return this.sign(name, text);
  }

  /** Takes a version's folders away. */
  take(name: string): void {
    for (const folder of ['models', 'parameters']) {
      rmSync(this.file(folder, MODEL_NAME, name), { recursive: true, force: true });
    }
  }

  /** Sets the labels; no file is left where they are undefined. */
  setLabels(labels: Record<string, string> | undefined, canaryTrafficPercent?: number): void {
    const file = this.file('models', MODEL_NAME, 'labels.json');
    if (labels) writeFileSync(file, JSON.stringify({ labels, canaryTrafficPercent }));
    else rmSync(file, { force: true });
  }

  /** Replaces text in a version's file and signs the version anew, as a careless trainer would. */
  editAndSign(version: string, file: string, from: string | RegExp, to: string): void {
    const target = this.versionFile(version, file);
    const before = readFileSync(target, 'utf8');
    const after = before.replace(from, to);
    writeFileSync(target, after);
    const manifest = readFileSync(this.versionFile(version, 'model/manifest.json'), 'utf8');
    this.sign(version, manifest.replace(digest(before), digest(after)));
  }

  /** Deletes the copy. */
  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }

  private sign(version: string, manifest: string): string {
    const zeros = '0'.repeat(64);
    const unsigned = manifest.replace(/("sha256":\s*")[0-9a-f]{64}/, `$1${zeros}`);
    const sha256 = digest(unsigned);
    writeFileSync(
      this.versionFile(version, 'model/manifest.json'),
      unsigned.replace(`"sha256": "${zeros}`, `"sha256": "${sha256}`),
    );
    return sha256;
  }
}
