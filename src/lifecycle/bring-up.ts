import { ModelVersionError } from '../errors';
import path from 'node:path';
import { type CreateModelRunner } from '../inference/model-runner';
import { replayGoldenRows } from '../prediction/golden-rows';
import { type ModelData, type ModelVersion } from '../repository/model-version';
import { readVersion, type VersionFolders } from '../repository/version-folders';
import { type ServedVersion } from '../serving/served-version';
import { VersionLife } from '../serving/version-life';

/**
 * Begins to get ready, while a version is opened, what takes long to serve it. What it gives puts
 * around the version, once that is warmed up, all that serves it.
 */
export type Serve = (
  data: ModelData,
) => (version: ModelVersion, life: VersionLife) => Promise<ServedVersion>;

/** What versions are made with. */
export interface BringUpParts {
  readonly folders: VersionFolders;
  readonly createRunner: CreateModelRunner;
  readonly serve: Serve;
  /** Called at the start, once as many versions are being opened as are brought up side by side. */
  readonly whenOpening?: () => void;
}

/**
 * Takes a version from its folders until it could serve: loaded, verified, warmed up. Nothing of it
 * is left when that fails.
 *
 * @param life is loading; it ends as warming.
 * @param whenOpening called when it was read, and the workers have been told to open it.
 * @throws ModelVersionError when it is not what it promises.
 */
export async function bringUp(
  { folders, createRunner, serve }: BringUpParts,
  name: string,
  life: VersionLife,
  whenOpening?: () => void,
): Promise<ServedVersion> {
  const { data, open } = await readVersion(folders, name);
  const putAround = serve(data);
  const opening = open(createRunner);
  whenOpening?.();
  const version = await opening;
  life.enter('warming');
  try {
    await replayGoldenRows(version);
    return await putAround(version, life);
  } catch (error) {
    await version.runner.release();
    throw error;
  }
}

/** How many are brought up at the same time: each takes memory meanwhile, and keeps a core busy. */
const AT_ONCE = 2;

/**
 * The same for several, side by side, as each waits most of the time: for files, for the workers, for
 * the thread that reads its model.
 *
 * @returns the versions by name, in the order of the names.
 * @throws ModelVersionError of the first that failed; nothing is left of any then.
 */
export async function bringUpAll(
  parts: BringUpParts,
  names: readonly string[],
): Promise<Map<string, ServedVersion>> {
  const ends: PromiseSettledResult<ServedVersion>[] = [];
  const left = names.entries();
  let toOpen = Math.min(AT_ONCE, names.length);
  const noteOpening = (): void => {
    if (--toOpen === 0) parts.whenOpening?.();
  };
  const takeTurns = async (): Promise<void> => {
    for (const [i, name] of left) {
      [ends[i]] = await Promise.allSettled([bringUp(parts, name, new VersionLife(), noteOpening)]);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, takeTurns));
  const versions = ends.flatMap((end) => (end.status === 'fulfilled' ? [end.value] : []));
  const failed = ends.find((end) => end.status === 'rejected');
  if (!failed) return new Map(versions.map((version) => [version.name, version]));
  await Promise.all(versions.map((version) => version.release()));
  throw failed.reason;
}

/** Why a version failed, fit for everybody's eyes: a file's name, but no path. */
export function publicReason(error: unknown): string {
  if (!(error instanceof ModelVersionError)) return 'It could not be loaded; the log says why.';
  return `${path.basename(error.subject)}: ${error.problem}`;
}
