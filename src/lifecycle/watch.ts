import { watch, type ChokidarOptions } from 'chokidar';
import { type Logger } from 'pino';
import { type VersionFolders } from '../repository/version-folders';

/** How long nothing must change, in ms: a version is many files, and the hashes tell whether it is whole. */
const QUIET_MS = 300;

/** A watch that goes on. */
export interface Watch {
  close(): Promise<void>;
}

/** How often single files are looked at, in ms. */
const POLL_MS = 1000;

/**
 * Has the life cycle look at the folders again when something in them has changed and nothing more
 * does. Where the system does not tell of changes, as on network drives, `CHOKIDAR_USEPOLLING=1` has
 * them looked for.
 */
export function watchVersions(
  lifecycle: { reload(): Promise<void> },
  { modelsDir, parametersDir }: VersionFolders,
  log: Pick<Logger, 'error'>,
): Promise<Watch> {
  return watchPaths([modelsDir, parametersDir], {}, () => void lifecycle.reload(), log);
}

/**
 * Has files read again when they have changed. They are looked at every second, as a file that is
 * replaced, or mounted by a link that moves as Kubernetes' secrets are, is not told of reliably.
 */
export function watchFiles(
  files: string[],
  reread: () => void,
  log: Pick<Logger, 'error'>,
): Promise<Watch> {
  return watchPaths(files, { usePolling: true, interval: POLL_MS }, reread, log);
}

async function watchPaths(
  paths: string[],
  options: ChokidarOptions,
  changed: () => void,
  log: Pick<Logger, 'error'>,
): Promise<Watch> {
  const watcher = watch(paths, { ignoreInitial: true, ...options });
  let quiet: NodeJS.Timeout | undefined;
  watcher
    .on('error', (error) => {
      log.error({ err: error }, 'files can no longer be watched; SIGHUP still works');
    })
    .on('all', () => {
      quiet ??= setTimeout(() => {
        quiet = undefined;
        changed();
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
