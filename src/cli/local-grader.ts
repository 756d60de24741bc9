import { foldersOf, startEngine } from '../lanes/engine';
import { bringUp } from '../lifecycle/bring-up';
import { chooseVersion, listVersions } from '../lifecycle/choose-version';
import { Caller } from '../prediction/caller';
import { PredictionService } from '../prediction/prediction-service';
import { type ScoredWines } from '../prediction/scored-wines';
import { type WineBlock } from '../prediction/wine-block';
import { type Explanations, type ServedVersion } from '../serving/served-version';
import { VersionLife } from '../serving/version-life';
import { VersionRegistry } from '../serving/version-registry';
import { STABLE, VersionTable } from '../serving/version-table';
import { readSettings, type Settings } from '../settings';
import { WIDTH } from '../wine-fields';
import { CONFIDENCE, type GradedWines, type Grader, type Question, type WineGrade } from './grader';

/** Rows of a block: enough that each is cheap; an explanation costs as much as a thousand and more. */
export const LOCAL_ROWS = { score: 10_000, explain: 400 };
/** They keep all workers busy while one is written. */
const BLOCKS_AT_ONCE = 3;

/** The settings that say where the models are and how they are run; the others are a server's. */
const TAKEN = [
  'MODELS_DIR',
  'PARAMETERS_DIR',
  'DEFAULT_VERSION',
  'WORKERS',
  'INFERENCE_THREADS',
] as const;

/** @throws SettingsError with all faults at once. */
export function localSettings(environment: NodeJS.ProcessEnv): Settings {
  return readSettings(Object.fromEntries(TAKEN.map((name) => [name, environment[name]])));
}

/**
 * Brings one version up in this process: the gateway's own prediction service on all cores.
 *
 * @throws GatewayError `MODEL_VERSION_NOT_FOUND`, or ModelVersionError when it is not what it promises.
 */
export async function openLocalGrader(settings: Settings, question: Question): Promise<Grader> {
  const { version: asked, explain, signal } = question;
  const folders = foldersOf(settings);
  const name = chooseVersion(await listVersions(folders, settings.DEFAULT_VERSION), asked);
  // Nobody waits for a turn here, and the longer a run, the cheaper is a row.
  const engine = startEngine({ ...settings, MAX_RUN_ROWS: LOCAL_ROWS.score });
  try {
    const life = new VersionLife();
    const { createRunner } = engine;
    const serve = explain ? engine.serve : engine.serveScores;
    const version = await bringUp({ folders, createRunner, serve }, name, life);
    life.enter('ready');
    return new LocalGrader(version, explain, signal, async () => {
      await version.release();
      await engine.stop();
    });
  } catch (error) {
    await engine.stop();
    throw error;
  }
}

class LocalGrader implements Grader {
  readonly version: string;
  readonly grades: readonly number[];
  readonly blocksAtOnce = BLOCKS_AT_ONCE;
  private readonly service: PredictionService;

  constructor(
    private readonly served: ServedVersion,
    private readonly explains: boolean,
    private readonly signal: AbortSignal,
    readonly close: () => Promise<void>,
  ) {
    const { name, output } = served;
    this.version = name;
    this.grades = output.kind === 'distribution' ? output.grades : [];
    const stable = { name: STABLE, version: served, wanted: name, reason: undefined };
    this.service = new PredictionService(
      new VersionRegistry(new VersionTable([served], [stable], 0)),
    );
  }

  async grade(wines: WineBlock): Promise<GradedWines> {
    // Nobody is in a hurry: a table has no deadline.
    const caller = new Caller(
      Infinity,
      () => performance.now(),
      () => this.signal.aborted,
    );
    const admitted = this.service.admit(wines, { caller });
    const { scored, rejected } = admitted;
    await scored.load();
    const { measurements, rows } = scored.wines;
    const why = this.explains ? await this.served.explain(measurements, rows, caller) : null;
    caller.leave();
    const faults = new Map(rejected.map((wine) => [wine.index, wine.faults]));
    return {
      rejected: rejected.length,
      gradeOf: (index) => {
        const row = admitted.rowOf(index);
        return row < 0 ? null : new LocalGrade(scored, row, why);
      },
      faultsOf: (index) => faults.get(index),
    };
  }
}

/** A row's answer, computed when it is read. */
class LocalGrade implements WineGrade {
  constructor(
    private readonly scored: ScoredWines,
    private readonly row: number,
    private readonly why: Explanations | null,
  ) {}

  get quality(): number {
    return this.scored.quality(this.row);
  }

  get score(): number {
    return this.scored.score(this.row);
  }

  get low(): number {
    return this.interval.low;
  }

  get high(): number {
    return this.interval.high;
  }

  get probabilities(): ArrayLike<number> {
    return (this.keptProbabilities ??= this.scored.probabilities(this.row) ?? []);
  }

  get warnings(): string {
    return this.scored
      .warnings(this.row)
      .map(({ message }) => message)
      .join(' ');
  }

  get explanation() {
    if (!this.why) return null;
    const { baseline, contributions } = this.why;
    const at = this.row * WIDTH;
    return { baseline, contributions: contributions.subarray(at, at + WIDTH) };
  }

  // Several columns are made of each of these.
  private keptProbabilities: ArrayLike<number> | undefined;
  private keptInterval: ReturnType<ScoredWines['interval']> | undefined;

  private get interval() {
    return (this.keptInterval ??= this.scored.interval(this.row, CONFIDENCE));
  }
}
