import { ModelVersionError } from '../errors';
import path from 'node:path';
import { type CreateModelRunner } from '../inference/model-runner';
import { replayGoldenRows } from '../prediction/golden-rows';
import { type ModelVersion } from '../repository/model-version';
import { loadVersion, type VersionFolders } from '../repository/version-folders';
import { type ServedVersion } from '../serving/served-version';
import { type VersionLife } from '../serving/version-life';

/** What versions are made with. */
export interface BringUpParts {
  readonly folders: VersionFolders;
  readonly createRunner: CreateModelRunner;
  /** Puts around a loaded version all that serves it. */
  readonly serve: (version: ModelVersion, life: VersionLife) => Promise<ServedVersion>;
}

/**
 * Takes a version from its folders until it could serve: loaded, verified, warmed up. Nothing of it
 * is left when that fails.
 *
 * @param life is loading; it ends as warming.
 * @throws ModelVersionError when it is not what it promises.
 */
export async function bringUp(
  { folders, createRunner, serve }: BringUpParts,
  name: string,
  life: VersionLife,
): Promise<ServedVersion> {
  const version = await loadVersion(folders, name, createRunner);
  life.enter('warming');
  try {
    await replayGoldenRows(version);
    return await serve(version, life);
  } catch (error) {
    await version.runner.release();
    throw error;
  }
}

/** Why a version failed, fit for everybody's eyes: a file's name, but no path. */
export function publicReason(error: unknown): string {
  if (!(error instanceof ModelVersionError)) return 'It could not be loaded; the log says why.';
  return `${path.basename(error.subject)}: ${error.problem}`;
}
