/** Where a version is in its life, as metrics tell it. */
export interface VersionState {
  readonly version: string;
  readonly state: 'loading' | 'warming' | 'ready' | 'draining' | 'retired' | 'failed';
}

/** How far what came in differs from what a version was trained on. Null: not enough came yet. */
export interface DriftFigures {
  readonly version: string;
  /** Rows that the figures are of. */
  readonly rows: number;
  readonly features: readonly { readonly feature: string; readonly psi: number | null }[];
  readonly warnedShare: number | null;
  readonly grades: readonly { readonly grade: number; readonly share: number }[];
}

/** What a shadow's answers were against those that were given. */
export interface ShadowFigures {
  readonly totals: readonly {
    readonly version: string;
    readonly against: string;
    readonly rows: number;
    readonly agreed: number;
    readonly absoluteDifference: number;
  }[];
  readonly droppedRows: number;
}

/** How often something was read again, well or with something at fault. */
export interface ReloadFigures {
  readonly ok: number;
  readonly failed: number;
}

/** Figures that are asked for when somebody reads the metrics. */
export interface MetricSources {
  /** Passes over the versions' folders while serving. */
  readonly reloads: () => ReloadFigures;
  /** Readings of the files of keys while serving. */
  readonly keyReloads: () => ReloadFigures;
  readonly shadow: () => ShadowFigures;
  readonly workerDeaths: () => number;
  readonly versions: () => Iterable<VersionState>;
  readonly drift: () => Iterable<DriftFigures>;
}

/** Rows that wait somewhere, and how many may. */
export interface RowQueue {
  readonly queuedRows: number;
  readonly maxQueuedRows: number;
}
