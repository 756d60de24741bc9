import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { type GraphQLSchema } from 'graphql';
import { type Logger } from 'pino';
import { ModelVersionError } from './errors';
import { OperationPrices } from './execution/operation-prices';
import { CompiledOperations } from './execution/operations';
import { createTwinSchema } from './execution/twin-schema';
import { Grader } from './graphql/grader';
import { createSchema } from './graphql/schema';
import { startApollo, type SandboxOperation } from './http/apollo';
import { createPredictHandler } from './http/predict-route';
import { createHttpServer } from './http/server';
import { startInference, type Inference } from './inference/inference';
import { serveVersion } from './lanes/serve-version';
import { replayGoldenRows } from './prediction/golden-rows';
import { PredictionService } from './prediction/prediction-service';
import { loadVersion, MODEL_NAME, versionNames } from './repository/version-folders';
import { type ServedVersion } from './serving/served-version';
import { VersionRegistry } from './serving/version-registry';
import { type Settings } from './settings';
import { WINE_FIELDS } from './wine-fields';

/** Workers when no setting says how many: each holds every model once. */
const MOST_WORKERS = 8;

/** The gateway without a transport: verified, warmed-up models behind a schema. */
export interface Gateway {
  readonly registry: VersionRegistry;
  readonly service: PredictionService;
  /** The public schema. */
  readonly schema: GraphQLSchema;
  readonly operations: CompiledOperations;
  /** Frees the models and ends the workers; no prediction may follow. */
  release(): Promise<void>;
}

/** A running gateway. */
export interface App {
  /** Where it listens, e.g. `http://127.0.0.1:4000`. */
  readonly url: string;
  readonly registry: VersionRegistry;
  /** Stops accepting, answers what was accepted, frees the models. */
  stop(): Promise<void>;
}

/**
 * Loads the models and puts the gateway's rooms together, from the model outwards.
 *
 * @throws ModelVersionError when a version's files or answers are not what its manifest promises.
 */
export async function loadGateway(settings: Settings): Promise<Gateway> {
  const inference = startInference({
    threads: settings.INFERENCE_THREADS,
    workers: settings.WORKERS ?? Math.min(availableParallelism(), MOST_WORKERS),
    offloadRows: settings.OFFLOAD_ROWS,
    sliceRows: settings.MAX_RUN_ROWS,
  });
  try {
    const registry = await loadVersions(inference, settings);
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
    // Of a version that is not there, which will be refused, the default one's.
    const pricesOf = (name: string | null) =>
      (registry.find(name) ?? registry.defaultVersion).prices;
    const prices = new OperationPrices(schema, pricesOf, kept);
    const operations = new CompiledOperations(twin, prices, kept);
    return {
      registry,
      service,
      schema,
      operations,
      async release() {
        await Promise.all(registry.versions.map((version) => version.release()));
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
    const gateway = await loadGateway(settings);
    const { registry, service, schema, operations } = gateway;
    const sandbox = sandboxOperation(registry);
    const graphql = await startApollo({ schema, operations, settings, sandbox, log, now });
    const predict = createPredictHandler(service, registry, settings, now);
    http.open({ graphql: graphql.handler, predict });
    return {
      url,
      registry,
      async stop() {
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

/** Every version, verified, warmed up, with all that serves it. */
async function loadVersions(
  { createRunner, pool }: Inference,
  settings: Settings,
): Promise<VersionRegistry> {
  const folders = { modelsDir: settings.MODELS_DIR, parametersDir: settings.PARAMETERS_DIR };
  const versions: ServedVersion[] = [];
  for (const name of await versionNames(folders)) {
    const version = await loadVersion(folders, name, createRunner);
    await replayGoldenRows(version);
    versions.push(await serveVersion(version, pool, settings));
  }
  const wanted = settings.DEFAULT_VERSION ?? versions.at(-1)?.name;
  const defaultVersion = versions.find(({ name }) => name === wanted);
  if (!defaultVersion) {
    const found = versions.map(({ name }) => name).join(', ') || 'none';
    const folder = path.join(settings.MODELS_DIR, MODEL_NAME);
    throw new ModelVersionError(folder, `expected version ${wanted ?? 'folders'}, found ${found}`);
  }
  return new VersionRegistry(versions, defaultVersion);
}

/** The Sandbox opens with a real wine: the default version's first golden row. */
function sandboxOperation({ defaultVersion }: VersionRegistry): SandboxOperation {
  const file = path.resolve(__dirname, '..', 'schema', 'operations', 'predict.graphql');
  const measurements = defaultVersion.golden.rows[0]?.measurements ?? [];
  const wine = Object.fromEntries(WINE_FIELDS.map((field, i) => [field, measurements[i]]));
  return { document: readFileSync(file, 'utf8'), variables: { wine } };
}
