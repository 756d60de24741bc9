import 'reflect-metadata';
import closeWithGrace from 'close-with-grace';
import { type Logger } from 'pino';
import { type App } from './app';
import { ConfigurationError, ModelVersionError } from './errors';
import { createLogger } from './observability/logger';
import { startModels } from './models';
import { readSettings, SettingsError, type Settings } from './settings';

function settingsOrExit(): Settings {
  try {
    return readSettings(process.env);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    for (const fault of error.faults) process.stderr.write(`${fault}\n`);
    process.exit(1);
  }
}

/** The same signal again so soon, in ms, is the first: npm passes on what a terminal has sent to both. */
const PASSED_ON_MS = 500;

/**
 * Calls `first` at SIGINT or SIGTERM, and `again` at a second one. There is a listener all the time:
 * while there is none, as in the moment in which one that is called once gives way to another, a
 * signal ends the process without a word.
 */
function onStopSignals(first: (signal: string) => void, again: (signal: string) => void): void {
  let stopping: { signal: string; at: number } | undefined;
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.on(signal, () => {
      const at = performance.now();
      if (!stopping) {
        stopping = { signal, at };
        first(signal);
      } else if (signal !== stopping.signal || at - stopping.at > PASSED_ON_MS) again(signal);
    });
  }
}

/**
 * What speaks GraphQL and HTTP is loaded while the workers open the models: each takes a core several
 * hundred milliseconds.
 */
async function start(settings: Settings, log: Logger): Promise<App> {
  const models = startModels(settings, log);
  await models.opening;
  const { startApp } = await import('./app.js');
  return startApp(settings, log, models);
}

async function main(): Promise<void> {
  const settings = settingsOrExit();
  const log = createLogger(settings.LOG_LEVEL);
  let app: App | undefined;

  const { SHUTDOWN_GRACE_MS: graceMs, SHUTDOWN_MS: stopMs } = settings;
  const cutOff = (why: object) => {
    log.error({ ...why, cutOff: app?.unanswered() }, 'stopped before everything was answered');
  };
  let stopSignal: string | undefined;
  const { close } = closeWithGrace(
    {
      delay: graceMs + stopMs,
      logger: log,
      skip: ['SIGHUP', 'SIGINT', 'SIGTERM'],
      onSecondSignal: (signal) => {
        cutOff({ signal });
      },
      onTimeout: (withinMs) => {
        cutOff({ withinMs });
      },
    },
    async ({ signal = stopSignal, err }) => {
      if (err) log.fatal({ err }, 'uncaught error');
      if (signal) log.info({ signal, graceMs }, 'stopping');
      const wasReady = app !== undefined;
      // Seen through: a worker that is ended while it opens a model would take the process along.
      const started = await starting.catch(() => undefined);
      await started?.stop(err || !wasReady ? 0 : graceMs);
      log.info('stopped');
    },
  );
  onStopSignals(
    (signal) => {
      stopSignal = signal;
      close();
    },
    (signal) => {
      cutOff({ signal });
      process.exit(1);
    },
  );

  const starting = start(settings, log);
  process.on('SIGHUP', () => {
    log.info({ signal: 'SIGHUP' }, 'looking at the versions and the keys again');
    // Of a start that fails it is told below.
    void starting.then((app) => app.reload()).catch(() => undefined);
  });

  try {
    app = await starting;
  } catch (error) {
    // These name the file and what is wrong with it; a stack would only hide that.
    const isPlain = error instanceof ModelVersionError || error instanceof ConfigurationError;
    if (isPlain) log.fatal(error.message);
    else log.fatal({ err: error }, 'cannot start');
    process.exit(1);
  }
  if (stopSignal !== undefined) return;
  const { url, registry } = app;
  log.info(
    {
      url: `${url}/graphql`,
      versions: registry.versions.map(({ name }) => name),
      defaultVersion: registry.defaultVersion.name,
      startMs: Math.round(performance.now()),
    },
    'ready',
  );
}

void main();
