import { type ServedVersion, type Waiting } from '../serving/served-version';
import { goesToCanary } from '../serving/canary';
import { type VersionRegistry } from '../serving/version-registry';
import { AdmittedWines } from './admitted-wines';
import { type Caller } from './caller';
import { findRejectedWines, type RejectedWine } from './faults';
import { type PredictionObserver, type UnreadableWine } from './prediction-observer';
import { ScoredWines } from './scored-wines';
import { type WineBlock } from './wine-block';

/** What a caller may say about a prediction besides the wines. */
export interface PredictionRequest {
  /** A version by number or label; the default version, or the canary for its share, when absent. */
  readonly version?: string | null | undefined;
  readonly caller: Caller;
}

/** Blocks of wines in, blocks of answers out; knows neither HTTP nor GraphQL. */
export class PredictionService {
  constructor(
    private readonly registry: VersionRegistry,
    private readonly observer?: PredictionObserver,
  ) {}

  /**
   * Checks the wines and says what is wrong with those that cannot be. The others are prepared and
   * scored when their answers are loaded, which rejects with `DEADLINE_EXCEEDED`, `CANCELLED` or
   * `OVERLOADED`.
   *
   * @throws GatewayError `MODEL_VERSION_NOT_FOUND`.
   */
  admit(block: WineBlock, { version, caller }: PredictionRequest): AdmittedWines {
    if (version != null) return this.admitSent(this.registry.get(version), block, caller);
    const { stable, canary, canaryShare, shadow } = this.registry.table;
    if (canary) {
      const toCanary = () => goesToCanary(caller.key ?? block.measurements, canaryShare);
      caller.routed ??= toCanary() ? canary : stable;
    }
    const admitted = this.admitSent(caller.routed ?? stable, block, caller);
    if (shadow && !caller.wasTold && admitted.scored.version === stable)
      caller.mirrored.push(admitted.scored);
    return admitted;
  }

  /** Tells of wines that came for a version, and of which something is missing or no number. */
  tellUnreadable({ name }: ServedVersion, wines: readonly UnreadableWine[]): void {
    this.observer?.unreadable(name, wines);
  }

  /**
   * The same as `admit` for a version that is known already, and wines that nobody sent but somebody imagines: no
   * observer is told of them.
   *
   * @param onLoaded called when the answers are there.
   */
  admitTo(
    version: ServedVersion,
    block: WineBlock,
    caller: Caller,
    onLoaded?: (wines: ScoredWines) => void,
  ): AdmittedWines {
    caller.hold(version);
    const rejected = findRejectedWines(block, version.features);
    const accepted = rejected.length === 0 ? block : block.select(rowsKept(block.rows, rejected));
    const scored = this.score(version, accepted, caller, onLoaded);
    return new AdmittedWines(block.rows, scored, rejected);
  }

  /** Wines that are known to be possible, to be prepared and scored when their answers are loaded. */
  score(
    version: ServedVersion,
    wines: WineBlock,
    caller: Waiting,
    onLoaded?: (wines: ScoredWines) => void,
  ): ScoredWines {
    const scoreBlock = () => {
      caller.check();
      const end = caller.trace?.begin('preparation', { 'provador.rows': wines.rows });
      const prepared = version.preparation.prepare(wines.measurements, wines.rows);
      end?.();
      return version.score(prepared, wines.rows, caller);
    };
    const scored: ScoredWines = new ScoredWines(version, wines, scoreBlock, () =>
      onLoaded?.(scored),
    );
    return scored;
  }

  private admitSent(version: ServedVersion, block: WineBlock, caller: Caller): AdmittedWines {
    const { observer } = this;
    if (!observer || caller.wasTold) return this.admitTo(version, block, caller);
    const admitted = this.admitTo(version, block, caller, (wines) => {
      observer.scored(wines);
    });
    observer.admitted(admitted);
    return admitted;
  }
}

function rowsKept(rows: number, rejected: readonly RejectedWine[]): number[] {
  const gone = new Set(rejected.map(({ index }) => index));
  return Array.from({ length: rows }, (_, row) => row).filter((row) => !gone.has(row));
}
