import { watch } from 'chokidar';
import { type Logger } from 'pino';
import { type VersionFolders } from '../repository/version-folders';

/** How long nothing must change, in ms: a version is many files, and the hashes tell whether it is whole. */
const QUIET_MS = 300;

/** A watch that goes on. */
export interface Watch {
  close(): Promise<void>;
}

/**
 * Has the life cycle look at the folders again when something in them has changed and nothing more
 * does. Where the system does not tell of changes, as on network drives, `CHOKIDAR_USEPOLLING=1` has
 * them looked for.
 */
export async function watchVersions(
  lifecycle: { reload(): Promise<void> },
  { modelsDir, parametersDir }: VersionFolders,
  log: Pick<Logger, 'error'>,
): Promise<Watch> {
  const watcher = watch([modelsDir, parametersDir], { ignoreInitial: true });
  let quiet: NodeJS.Timeout | undefined;
  watcher
    .on('error', (error) => {
      log.error({ err: error }, 'the folders can no longer be watched; SIGHUP still works');
    })
    .on('all', () => {
      quiet ??= setTimeout(() => {
        quiet = undefined;
        void lifecycle.reload();
      }, QUIET_MS);
      quiet.refresh();
    });
  await new Promise<void>((resolve) => watcher.once('ready', resolve));
  return {
    async close() {
      clearTimeout(quiet);
      await watcher.close();
    },
  };
}
