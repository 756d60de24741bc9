import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type GraphQLSchema } from 'graphql';
import { type Logger } from 'pino';
import { createSchema } from './graphql/schema';
import { startApollo, type SandboxOperation } from './http/apollo';
import { createPredictHandler } from './http/predict-route';
import { createHttpServer } from './http/server';
import { onnxRunnerFactory } from './inference/onnx-runner';
import { replayGoldenRows } from './prediction/golden-rows';
import { PredictionService } from './prediction/prediction-service';
import { loadModelRepository, type ModelRepository } from './repository/model-repository';
import { type Settings } from './settings';
import { WINE_FIELDS } from './wine-fields';

/** The gateway without a transport: verified, warmed-up models behind a schema. */
export interface Gateway {
  readonly repository: ModelRepository;
  readonly service: PredictionService;
  readonly schema: GraphQLSchema;
}

/** A running gateway. */
export interface App {
  /** Where it listens, e.g. `http://127.0.0.1:4000`. */
  readonly url: string;
  readonly repository: ModelRepository;
  /** Stops accepting, answers what was accepted, frees the models. */
  stop(): Promise<void>;
}

/**
 * Loads the models and puts the gateway's rooms together, from the model outwards.
 *
 * @throws ModelVersionError when a version's files or answers are not what its manifest promises.
 */
export async function loadGateway(settings: Settings): Promise<Gateway> {
  const repository = await loadModelRepository({
    modelsDir: settings.MODELS_DIR,
    parametersDir: settings.PARAMETERS_DIR,
    defaultVersion: settings.DEFAULT_VERSION,
    createRunner: onnxRunnerFactory({ threads: settings.INFERENCE_THREADS }),
  });
  for (const version of repository.versions) await replayGoldenRows(version);

  const service = new PredictionService(repository, { maxRunRows: settings.MAX_RUN_ROWS });
  const schema = createSchema({
    service,
    repository,
    limits: {
      maxBatchRows: settings.MAX_BATCH_ROWS,
      maxBodyBytes: settings.MAX_BODY_BYTES,
      deadlineMs: settings.DEADLINE_MS,
    },
  });
  return { repository, service, schema };
}

/** Starts the gateway: it listens at once, and is ready when its models are. */
export async function startApp(settings: Settings, log: Logger): Promise<App> {
  const now = (): number => performance.now();
  const http = createHttpServer(settings, log);
  const url = await http.listen();
  try {
    const { repository, service, schema } = await loadGateway(settings);
    const sandbox = sandboxOperation(repository);
    const graphql = await startApollo({ schema, settings, sandbox, log, now });
    const predict = createPredictHandler(service, repository, settings, now);
    http.open({ graphql: graphql.handler, predict });
    return {
      url,
      repository,
      async stop() {
        await http.close();
        await graphql.stop();
        await Promise.all(repository.versions.map(({ runner }) => runner.release()));
      },
    };
  } catch (error) {
    await http.close();
    throw error;
  }
}

/** The Sandbox opens with a real wine: the default version's first golden row. */
function sandboxOperation({ defaultVersion }: ModelRepository): SandboxOperation {
  const file = path.resolve(__dirname, '..', 'schema', 'operations', 'predict.graphql');
  const measurements = defaultVersion.golden.rows[0]?.measurements ?? [];
  const wine = Object.fromEntries(WINE_FIELDS.map((field, i) => [field, measurements[i]]));
  return { document: readFileSync(file, 'utf8'), variables: { wine } };
}
