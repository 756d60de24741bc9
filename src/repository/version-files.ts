import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { ModelVersionError } from '../errors';
import { digest, parseManifest, type Manifest } from './manifest';

/** A version's files as they are on disk, every byte accounted for by the manifest. */
export interface VersionFiles {
  readonly manifest: Manifest;
  /** The path of a file, as messages name it. `name` is the manifest's key, e.g. `model/model.onnx`. */
  pathOf(name: string): string;
  /** A file's bytes. @throws ModelVersionError when the manifest does not list it. */
  bytes(name: string): Buffer;
}

const MANIFEST_FILE = 'manifest.json';

/**
 * Reads a version's manifest alone.
 *
 * @throws ModelVersionError when it is missing or not what its own hash says.
 */
export async function readManifest(modelFolder: string): Promise<Manifest> {
  const file = path.join(modelFolder, MANIFEST_FILE);
  return parseManifest((await read(file)).toString('utf8'), file);
}

/**
 * Reads a version's two folders into memory and checks them against the manifest, so that what is
 * served is what was hashed, even if the disk changes afterwards.
 *
 * @throws ModelVersionError naming the first file that is missing or differs.
 */
export async function readVersionFiles(
  modelFolder: string,
  parametersFolder: string,
): Promise<VersionFiles> {
  const manifestFile = path.join(modelFolder, MANIFEST_FILE);
  const manifest = await readManifest(modelFolder);

  const pathOf = (name: string): string => {
    const file = path.basename(name);
    if (name === `model/${file}`) return path.join(modelFolder, file);
    if (name === `parameters/${file}`) return path.join(parametersFolder, file);
    throw new ModelVersionError(
      manifestFile,
      `files: expected "model/…" or "parameters/…", but "${name}" came`,
    );
  };

  const contents = new Map<string, Buffer>();
  for (const [name, expected] of Object.entries(manifest.files)) {
    const bytes = await read(pathOf(name));
    const actual = digest(bytes);
    if (actual !== expected) {
      throw new ModelVersionError(
        pathOf(name),
        `expected sha256 ${expected}, but it is ${actual} (${bytes.length} bytes)`,
      );
    }
    contents.set(name, bytes);
  }

  return {
    manifest,
    pathOf,
    bytes(name) {
      const bytes = contents.get(name);
      if (!bytes) {
        throw new ModelVersionError(manifestFile, `files: expected "${name}" among them`);
      }
      return bytes;
    },
  };
}

async function read(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    throw new ModelVersionError(file, `cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
}
