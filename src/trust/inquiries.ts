import { AdmittedWines } from '../prediction/admitted-wines';
import { type Caller } from '../prediction/caller';
import { type PredictionService } from '../prediction/prediction-service';
import { type ScoredWines } from '../prediction/scored-wines';
import { type WineBlock } from '../prediction/wine-block';
import { type Feature } from '../repository/parameters';
import { type Explanations } from '../serving/served-version';
import {
  findImprovements,
  refuseImpossibleTarget,
  type FoundImprovement,
  type ImprovementRequest,
} from './improvement';
import {
  curveValues,
  measureSensitivity,
  type SensitivityCurves,
  type SensitivityRequest,
} from './sensitivity';
import { changeWines, type WineChanges } from './what-if';

/** Other wines than those that were sent, with what can be asked about them in turn. */
export interface ChangedWines {
  readonly admitted: AdmittedWines;
  readonly inquiries: Inquiries;
}

/**
 * What can be asked about scored wines beyond their answers: why, how sure, and what if. Each question
 * is worked out for all wines of the block when the first of them asks, and kept, so that resolvers
 * that are called wine by wine share the work.
 */
export class Inquiries {
  private answers: Map<string, unknown> | undefined;

  constructor(
    private readonly scored: ScoredWines,
    private readonly caller: Caller,
    private readonly service: PredictionService,
  ) {}

  /** Shapley values of every wine's score. */
  explanations(): Promise<Explanations> {
    const { version, wines } = this.scored;
    return this.once('explanations', () =>
      version.explain(wines.measurements, wines.rows, this.caller),
    );
  }

  /**
   * The curve of every wine along one measurement.
   *
   * @throws GatewayError `BAD_USER_INPUT` for a range or steps that cannot be.
   */
  sensitivity(request: SensitivityRequest): Promise<SensitivityCurves> {
    const { version, wines } = this.scored;
    const values = curveValues(request, version.features[request.feature] as Feature);
    return this.once(`sensitivity ${JSON.stringify(request)}`, () =>
      measureSensitivity(wines, request.feature, values, (changed) => this.score(changed)),
    );
  }

  /** Every wine with these measurements changed; checked like any wine, not loaded yet. */
  whatIf(changes: WineChanges): ChangedWines {
    return this.once(`whatIf ${JSON.stringify(changes)}`, (): ChangedWines => {
      const { wines } = this.scored;
      const changed = changeWines(wines, changes);
      if (changed === wines) {
        return { admitted: new AdmittedWines(wines.rows, this.scored, []), inquiries: this };
      }
      const admitted = this.service.admitTo(this.scored.version, changed, this.caller);
      return { admitted, inquiries: this.about(admitted.scored) };
    });
  }

  /**
   * Every wine's smallest improvement; undefined where none was found.
   *
   * @throws GatewayError `BAD_USER_INPUT` for a grade that the version cannot give.
   */
  improvements(request: ImprovementRequest): Promise<(FoundImprovement | undefined)[]> {
    const { version } = this.scored;
    refuseImpossibleTarget(request.targetQuality, version.output.grades);
    return this.once(`improvements ${JSON.stringify(request)}`, async () => {
      await this.scored.load();
      return findImprovements(this.scored, request, (changed) => this.score(changed));
    });
  }

  /** The same questions about other wines of the same caller. */
  about(scored: ScoredWines): Inquiries {
    return new Inquiries(scored, this.caller, this.service);
  }

  private score(wines: WineBlock): ScoredWines {
    return this.service.score(this.scored.version, wines, this.caller);
  }

  private once<T>(question: string, work: () => T): T {
    // Most wines are asked nothing more.
    const answers = (this.answers ??= new Map());
    if (!answers.has(question)) answers.set(question, work());
    return answers.get(question) as T;
  }
}
