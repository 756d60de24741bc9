import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { ModelVersionError } from '../errors';
import { type Manifest } from './manifest';
import { readModelVersion, type ReadVersion } from './model-version';
import { readManifest } from './version-files';

/** The one model of this gateway; its versions are the folders under this name. */
export const MODEL_NAME = 'red-wine-quality';

/** Where versions are: each has a folder of its name in both. */
export interface VersionFolders {
  readonly modelsDir: string;
  readonly parametersDir: string;
}

/**
 * The names of the versions that have a folder, in ascending order, numbers as numbers.
 *
 * @throws ModelVersionError when the models' folder cannot be read.
 */
export async function versionNames({ modelsDir }: VersionFolders): Promise<string[]> {
  const folder = path.join(modelsDir, MODEL_NAME);
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    throw new ModelVersionError(
      folder,
      `cannot be read (${(error as NodeJS.ErrnoException).code})`,
    );
  });
  return entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map((entry) => entry.name)
    .sort(compareNames);
}

/** Orders versions' names: ascending, numbers as numbers. */
export function compareNames(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}

/**
 * What the folder of a name says that it holds.
 *
 * @param name one of `versionNames`: it is joined to a path.
 * @throws ModelVersionError when there is no manifest that its own hash fits.
 */
export function manifestOf({ modelsDir }: VersionFolders, name: string): Promise<Manifest> {
  return readManifest(path.join(modelsDir, MODEL_NAME, name));
}

/**
 * Reads the version of a name.
 *
 * @param name one of `versionNames`: it is joined to paths.
 * @throws ModelVersionError when it is not what its manifest says.
 */
export function readVersion(
  { modelsDir, parametersDir }: VersionFolders,
  name: string,
): Promise<ReadVersion> {
  return readModelVersion(
    path.join(modelsDir, MODEL_NAME, name),
    path.join(parametersDir, MODEL_NAME, name),
  );
}
