import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { GatewayError, ModelVersionError } from '../errors';
import { type CreateModelRunner } from '../inference/model-runner';
import { loadModelVersion, type ModelVersion } from './model-version';

/** The one model of this gateway; its versions are the folders under this name. */
export const MODEL_NAME = 'red-wine-quality';

/** Where versions are, and which of them answers when a request names none. */
export interface ModelRepositoryOptions {
  readonly modelsDir: string;
  readonly parametersDir: string;
  /** The default version's name; the highest version when undefined. */
  readonly defaultVersion: string | undefined;
  readonly createRunner: CreateModelRunner;
}

/** The loaded versions, by name. */
export class ModelRepository {
  private readonly byName: ReadonlyMap<string, ModelVersion>;

  /** @param versions in ascending order, the default among them. */
  constructor(
    readonly versions: readonly ModelVersion[],
    readonly defaultVersion: ModelVersion,
  ) {
    this.byName = new Map(versions.map((version) => [version.name, version]));
  }

  /**
   * The version of a name, or the default one when there is no name.
   *
   * @throws GatewayError `MODEL_VERSION_NOT_FOUND`. Names are looked up, never joined to a path.
   */
  get(name?: string | null): ModelVersion {
    if (name === undefined || name === null) return this.defaultVersion;
    const version = this.byName.get(name);
    if (!version) {
      const available = [...this.byName.keys()];
      const shown = name.length > 64 ? `${name.slice(0, 64)}…` : name;
      throw new GatewayError(
        'MODEL_VERSION_NOT_FOUND',
        `Expected a model version among ${available.join(', ')}, but ${JSON.stringify(shown)} came.`,
        { version: shown, available },
      );
    }
    return version;
  }
}

/**
 * Loads every version under the models folder.
 *
 * @throws ModelVersionError when a version is not what its manifest says, when there is none, or
 *   when the default one is not among them.
 */
export async function loadModelRepository(
  options: ModelRepositoryOptions,
): Promise<ModelRepository> {
  const models = path.join(options.modelsDir, MODEL_NAME);
  const parameters = path.join(options.parametersDir, MODEL_NAME);
  const versions: ModelVersion[] = [];
  for (const name of await versionNames(models)) {
    versions.push(
      await loadModelVersion(
        path.join(models, name),
        path.join(parameters, name),
        options.createRunner,
      ),
    );
  }
  const wanted = options.defaultVersion ?? versions.at(-1)?.name;
  const defaultVersion = versions.find(({ name }) => name === wanted);
  if (!defaultVersion) {
    const found = versions.map(({ name }) => name).join(', ') || 'none';
    throw new ModelVersionError(models, `expected version ${wanted ?? 'folders'}, found ${found}`);
  }
  return new ModelRepository(versions, defaultVersion);
}

/** The version folders' names in ascending order, numbers as numbers. */
async function versionNames(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    throw new ModelVersionError(
      folder,
      `cannot be read (${(error as NodeJS.ErrnoException).code})`,
    );
  });
  return entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map((entry) => entry.name)
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
}
