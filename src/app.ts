import { availableParallelism } from 'node:os';
import { type GraphQLSchema } from 'graphql';
import { pino, type Logger } from 'pino';
import { systemScheduler } from './batching/scheduler';
import { OperationPrices } from './execution/operation-prices';
import { CompiledOperations } from './execution/operations';
import { createTwinSchema } from './execution/twin-schema';
import { Grader } from './graphql/grader';
import { createSchema } from './graphql/schema';
import { startApollo } from './http/apollo';
import { readExampleOperations } from './http/example-operations';
import { createExploring } from './http/exploring';
import { createPredictHandler } from './http/predict-route';
import { createHttpServer } from './http/server';
import { startInference } from './inference/inference';
import { serveVersion } from './lanes/serve-version';
import { Shadow } from './lifecycle/shadow';
import { VersionLifecycle } from './lifecycle/version-lifecycle';
import { watchVersions } from './lifecycle/watch';
import { PredictionService } from './prediction/prediction-service';
import { type VersionFolders } from './repository/version-folders';
import { type VersionRegistry } from './serving/version-registry';
import { type Settings } from './settings';

/** Workers when no setting says how many: each holds every model once. */
const MOST_WORKERS = 8;

/** The gateway without a transport: verified, warmed-up models behind a schema. */
export interface Gateway {
  readonly lifecycle: VersionLifecycle;
  readonly registry: VersionRegistry;
  readonly shadow: Shadow;
  readonly service: PredictionService;
  /** The public schema. */
  readonly schema: GraphQLSchema;
  readonly operations: CompiledOperations;
  /** Frees the models and ends the workers; no prediction may follow. */
  release(): Promise<void>;
}

/** A running gateway. */
export interface App extends Pick<Gateway, 'lifecycle' | 'registry' | 'shadow'> {
  /** Where it listens, e.g. `http://127.0.0.1:4000`. */
  readonly url: string;
  /** Stops accepting, answers what was accepted, frees the models. */
  stop(): Promise<void>;
}

/**
 * Loads the models and puts the gateway's rooms together, from the model outwards.
 *
 * @throws ModelVersionError when a version's files or answers are not what its manifest promises.
 */
export async function loadGateway(
  settings: Settings,
  log: Pick<Logger, 'info' | 'warn' | 'error'> = pino({ level: 'silent' }),
): Promise<Gateway> {
  const inference = startInference({
    threads: settings.INFERENCE_THREADS,
    workers: settings.WORKERS ?? Math.min(availableParallelism(), MOST_WORKERS),
    offloadRows: settings.OFFLOAD_ROWS,
    sliceRows: settings.MAX_RUN_ROWS,
  });
  try {
    const lifecycle = await VersionLifecycle.start({
      folders: foldersOf(settings),
      defaultVersion: settings.DEFAULT_VERSION,
      createRunner: inference.createRunner,
      serve: (version, life) => serveVersion(version, life, inference.pool, settings),
      log,
    });
    const { registry } = lifecycle;
    const shadow = new Shadow(registry, systemScheduler, settings.MAX_SHADOW_ROWS);
    const service = new PredictionService(registry);
    const grader = new Grader(service, registry);
    const schema = createSchema({
      grader,
      registry,
      limits: {
        maxBatchRows: settings.MAX_BATCH_ROWS,
        maxOperationCost: settings.MAX_OPERATION_COST,
        maxBodyBytes: settings.MAX_BODY_BYTES,
        deadlineMs: settings.DEADLINE_MS,
      },
    });
    const twin = createTwinSchema(schema, grader);
    const kept = settings.MAX_COMPILED_OPERATIONS;
    const prices = new OperationPrices(schema, (name) => registry.table.pricesOf(name), kept);
    registry.onSwap(() => {
      prices.forget();
    });
    const operations = new CompiledOperations(twin, prices, kept);
    return {
      lifecycle,
      registry,
      shadow,
      service,
      schema,
      operations,
      async release() {
        await lifecycle.stop();
        await inference.stop();
      },
    };
  } catch (error) {
    await inference.stop();
    throw error;
  }
}

/** Starts the gateway: it listens at once, and is ready when its models are. */
export async function startApp(settings: Settings, log: Logger): Promise<App> {
  const now = (): number => performance.now();
  const http = createHttpServer(settings, log);
  const url = await http.listen();
  try {
    const gateway = await loadGateway(settings, log);
    const { lifecycle, registry, shadow, service, schema, operations } = gateway;
    const mirror = shadow.offer;
    const examples = readExampleOperations(registry);
    const graphql = await startApollo({ schema, operations, settings, examples, log, now, mirror });
    const predict = createPredictHandler(service, registry, settings, now, mirror);
    const exploring = createExploring(schema, examples, settings);
    http.open({ graphql: graphql.handler, predict, ...exploring });
    const watch = settings.WATCH_MODELS
      ? await watchVersions(lifecycle, foldersOf(settings), log)
      : undefined;
    return {
      url,
      lifecycle,
      registry,
      shadow,
      async stop() {
        await watch?.close();
        await http.close();
        await graphql.stop();
        await gateway.release();
      },
    };
  } catch (error) {
    await http.close();
    throw error;
  }
}

function foldersOf(settings: Settings): VersionFolders {
  return { modelsDir: settings.MODELS_DIR, parametersDir: settings.PARAMETERS_DIR };
}
