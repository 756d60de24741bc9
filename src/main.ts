import 'reflect-metadata';
import closeWithGrace from 'close-with-grace';
import { startApp, type App } from './app';
import { ConfigurationError, ModelVersionError } from './errors';
import { createLogger } from './observability/logger';
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

async function main(): Promise<void> {
  const settings = settingsOrExit();
  const log = createLogger(settings.LOG_LEVEL);
  let app: App | undefined;

  const { SHUTDOWN_GRACE_MS: graceMs, SHUTDOWN_MS: stopMs } = settings;
  const cutOff = (why: object) => {
    log.error({ ...why, cutOff: app?.unanswered() }, 'stopped before everything was answered');
  };
  closeWithGrace(
    {
      delay: graceMs + stopMs,
      logger: log,
      skip: ['SIGHUP'],
      onSecondSignal: (signal) => {
        cutOff({ signal });
      },
      onTimeout: (withinMs) => {
        cutOff({ withinMs });
      },
    },
    async ({ signal, err }) => {
      if (err) log.fatal({ err }, 'uncaught error');
      if (signal) log.info({ signal, graceMs }, 'stopping');
      await app?.stop(err ? 0 : graceMs);
      log.info('stopped');
    },
  );

  const starting = startApp(settings, log);
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
