import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type GraphQLSchema } from 'graphql';
import { type Logger } from 'pino';
import { OperationPrices } from './execution/operation-prices';
import { CompiledOperations } from './execution/operations';
import { createTwinSchema } from './execution/twin-schema';
import { type VersionExplainer } from './explanation/version-explainer';
import { Grader } from './graphql/grader';
import { createSchema } from './graphql/schema';
import { startApollo, type SandboxOperation } from './http/apollo';
import { createCallers, type CallerOf } from './http/callers';
import {
  refuseGraphqlEarly,
  refuseRecordsEarly,
  type EarlyRefusalParts,
} from './http/early-refusal';
import { KnownRequests } from './http/known-requests';
import { createPredictHandler } from './http/predict-route';
import { createHttpServer, type Unanswered } from './http/server';
import { startInference } from './inference/inference';
import { createExplanationLanes } from './lanes/explanation-lanes';
import { createScoringLanes, type ScoringLanes } from './lanes/scoring-lanes';
import { replayGoldenRows } from './prediction/golden-rows';
import { PredictionService } from './prediction/prediction-service';
import { loadModelRepository, type ModelRepository } from './repository/model-repository';
import { type ModelVersion } from './repository/model-version';
import { type Settings } from './settings';
import { type CandidateValues } from './trust/moves';
import { pricesOf, type TrustPrices } from './trust/prices';
import { WINE_FIELDS } from './wine-fields';

/** Workers when no setting says how many: each holds every model once. */
const MOST_WORKERS = 8;

/** The gateway without a transport: verified, warmed-up models behind a schema. */
export interface Gateway {
  readonly repository: ModelRepository;
  readonly service: PredictionService;
  readonly refusalOf: ScoringLanes['refusalOf'];
  /** The public schema. */
  readonly schema: GraphQLSchema;
  readonly operations: CompiledOperations;
  /** Where a version's answers change, by the measurements' order. */
  readonly candidatesOf: (version: ModelVersion) => CandidateValues;
  /** Frees the models and ends the workers; no prediction may follow. */
  release(): Promise<void>;
}

/** A running gateway. */
export interface App {
  /** Where it listens, e.g. `http://127.0.0.1:4000`. */
  readonly url: string;
  readonly repository: ModelRepository;
  /**
   * Is no longer ready, still takes requests for `graceMs` milliseconds, then stops accepting, answers
   * what was accepted, and frees the models.
   */
  stop(graceMs?: number): Promise<void>;
  /** What would be cut off now. */
  unanswered(): Unanswered;
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
    const repository = await loadModelRepository({
      modelsDir: settings.MODELS_DIR,
      parametersDir: settings.PARAMETERS_DIR,
      defaultVersion: settings.DEFAULT_VERSION,
      createRunner: inference.createRunner,
    });
    for (const version of repository.versions) await replayGoldenRows(version);

    const lanes = createScoringLanes(repository, settings);
    const service = new PredictionService(repository, lanes.score);
    const { pool } = inference;
    const { explain, explainerOf } = await createExplanationLanes(
      repository,
      service,
      pool,
      settings,
    );
    const candidatesOf = (version: ModelVersion) => explainerOf(version).candidates ?? [];
    const grader = new Grader({ service, explain, candidatesOf }, repository);
    const schema = createSchema({
      grader,
      repository,
      limits: {
        maxBatchRows: settings.MAX_BATCH_ROWS,
        maxOperationCost: settings.MAX_OPERATION_COST,
        maxBodyBytes: settings.MAX_BODY_BYTES,
        deadlineMs: settings.DEADLINE_MS,
      },
    });
    const twin = createTwinSchema(schema, grader);
    const kept = settings.MAX_COMPILED_OPERATIONS;
    const prices = new OperationPrices(
      schema,
      (name) => pricesFor(repository, explainerOf, name),
      kept,
    );
    const operations = new CompiledOperations(twin, prices, kept);
    return {
      repository,
      service,
      refusalOf: lanes.refusalOf,
      schema,
      operations,
      candidatesOf,
      async release() {
        await Promise.all(repository.versions.map(({ runner }) => runner.release()));
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
    const { repository, service, schema, operations } = gateway;
    const callerOf = createCallers(settings, now);
    const answered = new KnownRequests(settings.MAX_COMPILED_OPERATIONS);
    const graphql = await startApollo({
      schema,
      operations,
      settings,
      sandbox: sandboxOperation(repository),
      log,
      callerOf,
      answered,
    });
    const refusal = earlyRefusal(gateway, settings, callerOf);
    http.open({
      graphql: graphql.handler,
      predict: createPredictHandler(service, repository, settings, callerOf),
      refuseEarly: {
        graphql: refuseGraphqlEarly(refusal, operations, answered),
        predict: refuseRecordsEarly(refusal),
      },
    });
    return {
      url,
      repository,
      unanswered: () => http.unanswered(),
      async stop(graceMs = 0) {
        http.drain();
        if (graceMs > 0) await pause(graceMs);
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

function earlyRefusal(
  { repository: { versions, defaultVersion }, refusalOf }: Gateway,
  { MAX_BATCH_ROWS: maxBatchRows }: Settings,
  callerOf: CallerOf,
): EarlyRefusalParts {
  return {
    callerOf,
    maxBatchRows,
    refusalOf(name, rows, caller) {
      const version = name == null ? defaultVersion : versions.find((known) => known.name === name);
      return version && refusalOf(version, rows, caller);
    },
    mayRefuse: (rows, caller) => versions.some((version) => refusalOf(version, rows, caller)),
  };
}

/** The prices of a version; the default one's where there is none of the name, which will be refused. */
function pricesFor(
  { versions, defaultVersion }: ModelRepository,
  explainerOf: (version: ModelVersion) => VersionExplainer,
  name: string | null,
): TrustPrices {
  const version = versions.find((known) => known.name === name) ?? defaultVersion;
  return pricesOf(explainerOf(version), version.references);
}

/** The Sandbox opens with a real wine: the default version's first golden row. */
function sandboxOperation({ defaultVersion }: ModelRepository): SandboxOperation {
  const file = path.resolve(__dirname, '..', 'schema', 'operations', 'predict.graphql');
  const measurements = defaultVersion.golden.rows[0]?.measurements ?? [];
  const wine = Object.fromEntries(WINE_FIELDS.map((field, i) => [field, measurements[i]]));
  return { document: readFileSync(file, 'utf8'), variables: { wine } };
}
