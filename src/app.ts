import { setTimeout as pause } from 'node:timers/promises';
import { type GraphQLSchema } from 'graphql';
import { pino, type Logger } from 'pino';
import { systemScheduler } from './batching/scheduler';
import { Drift } from './drift/drift';
import { driftFigures, watchPredictions } from './drift/watch-predictions';
import { OperationPrices } from './execution/operation-prices';
import { CompiledOperations } from './execution/operations';
import { createTwinSchema } from './execution/twin-schema';
import { Grader } from './graphql/grader';
import { createSchema } from './graphql/schema';
import { startApollo } from './http/apollo';
import { createCallers } from './http/callers';
import { refuseGraphqlEarly, refuseRecordsEarly, roomFor } from './http/early-refusal';
import { readExampleOperations } from './http/example-operations';
import { createExploring } from './http/exploring';
import { KnownRequests } from './http/known-requests';
import { createPredictHandler } from './http/predict-route';
import { createHttpServer, type Unanswered } from './http/server';
import { collectGarbage } from './inference/collect-garbage';
import { foldersOf } from './lanes/engine';
import { Shadow } from './lifecycle/shadow';
import { type VersionLifecycle } from './lifecycle/version-lifecycle';
import { watchFiles, watchVersions, type Watch } from './lifecycle/watch';
import { startModels, type Models } from './models';
import { startTracing, type Tracing } from './observability/tracing';
import { PredictionService } from './prediction/prediction-service';
import { documentLimits } from './security/document-size';
import { keyFiles } from './security/key-files';
import { type VersionRegistry } from './serving/version-registry';
import { type Settings } from './settings';

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
  /**
   * Is no longer ready, still takes requests for `graceMs` milliseconds, then stops accepting, answers
   * what was accepted, and frees the models.
   */
  stop(graceMs?: number): Promise<void>;
  /** Reads the files of keys again and looks at the versions' folders. Never rejects. */
  reload(): Promise<void>;
  /** What would be cut off now. */
  unanswered(): Unanswered;
}

/**
 * Puts the gateway's rooms together, from the model outwards.
 *
 * @param models on their way; they end with the gateway, or when it cannot be.
 * @throws ModelVersionError when a version's files or answers are not what its manifest promises.
 */
export async function loadGateway(
  settings: Settings,
  models: Models = startModels(settings, pino({ level: 'silent' })),
): Promise<Gateway> {
  const { metrics, engine } = models;
  try {
    const lifecycle = await models.lifecycle;
    const { registry } = lifecycle;
    const shadow = new Shadow(registry, systemScheduler, settings.MAX_SHADOW_ROWS);
    const drift = new Drift();
    metrics.readFrom({
      versions: () =>
        registry.everyVersion.map(({ name, life }) => ({ version: name, state: life.state })),
      reloads: () => lifecycle.reloads,
      workerDeaths: () => engine.workerDeaths(),
      shadow: () => ({ totals: shadow.totals, droppedRows: shadow.droppedRows }),
      drift: () => registry.versions.map((version) => driftFigures(version, drift)),
    });
    const service = new PredictionService(registry, watchPredictions(metrics, drift));
    const grader = new Grader(service, registry);
    const schema = createSchema({
      grader,
      registry,
      limits: {
        maxBatchRows: settings.MAX_BATCH_ROWS,
        maxOperationCost: settings.MAX_OPERATION_COST,
        maxBodyBytes: settings.MAX_BODY_BYTES,
        deadlineMs: settings.DEADLINE_MS,
        maxQueryTokens: settings.MAX_QUERY_TOKENS,
        ...documentLimits(settings),
      },
      reportDrift: (version) => drift.reportAny(version),
    });
    const twin = createTwinSchema(schema, grader);
    const kept = settings.MAX_COMPILED_OPERATIONS;
    const prices = new OperationPrices(schema, (name) => registry.table.pricesOf(name), kept);
    registry.onSwap(() => {
      prices.forget();
      // What is noted would keep a version that goes.
      drift.settle();
    });
    const operations = new CompiledOperations(twin, prices, kept);
    return {
      lifecycle,
      registry,
      shadow,
      service,
      schema,
      operations,
      release: () => models.stop(),
    };
  } catch (error) {
    await models.stop();
    throw error;
  }
}

/**
 * Starts the gateway: it listens at once, and is ready when its models are.
 *
 * @param models on their way; they end with the gateway, or when it cannot be.
 */
export async function startApp(
  settings: Settings,
  log: Logger,
  models: Models = startModels(settings, log),
): Promise<App> {
  try {
    return await serve(settings, log, models);
  } catch (error) {
    await models.stop();
    throw error;
  }
}

async function serve(settings: Settings, log: Logger, models: Models): Promise<App> {
  const now = (): number => performance.now();
  const { metrics } = models;
  const tracing = await traces(settings);
  const http = createHttpServer(settings, log, { metrics, tracing });
  const url = await http.listen();
  try {
    const gateway = await loadGateway(settings, models);
    const { lifecycle, registry, shadow, service, schema, operations } = gateway;
    const mirror = shadow.offer;
    const callerOf = createCallers(settings, now);
    const answered = new KnownRequests(settings.MAX_COMPILED_OPERATIONS);
    const examples = readExampleOperations(registry);
    const graphql = await startApollo({
      schema,
      operations,
      settings,
      examples,
      log,
      callerOf,
      answered,
      mirror,
    });
    const early = { callerOf, registry, maxBatchRows: settings.MAX_BATCH_ROWS };
    // What starting has left behind, before anybody waits for it.
    collectGarbage();
    http.open({
      graphql: graphql.handler,
      predict: createPredictHandler(service, registry, settings, callerOf, mirror),
      ...createExploring(schema, examples, settings),
      refuseEarly: {
        graphql: refuseGraphqlEarly(early, operations, answered),
        predict: refuseRecordsEarly(early),
      },
      hasRoomFor: roomFor(registry, settings),
    });
    const watches: Watch[] = [];
    if (settings.WATCH_MODELS) {
      watches.push(await watchVersions(lifecycle, foldersOf(settings), log));
      const files = keyFiles(settings);
      if (files.length > 0) watches.push(await watchFiles(files, http.rereadKeys, log));
    }
    return {
      url,
      lifecycle,
      registry,
      shadow,
      unanswered: () => http.unanswered(),
      async reload() {
        http.rereadKeys();
        await lifecycle.reload();
      },
      async stop(graceMs = 0) {
        http.drain();
        if (graceMs > 0) await pause(graceMs);
        await Promise.all(watches.map((watch) => watch.close()));
        await http.close();
        await graphql.stop();
        await gateway.release();
        await tracing?.stop();
      },
    };
  } catch (error) {
    await http.close();
    throw error;
  }
}

/** Traces where the standard variables say where to; nothing is loaded for them otherwise. */
async function traces(settings: Settings): Promise<Tracing | undefined> {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: base, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: own } = settings;
  const url = own ?? (base && `${base.replace(/\/$/, '')}/v1/traces`);
  if (url === undefined || settings.OTEL_SDK_DISABLED) return undefined;
  return startTracing({ url, protocol: settings.OTEL_EXPORTER_OTLP_PROTOCOL });
}
