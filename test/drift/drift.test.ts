import { startGateway, type TestGateway } from '../support/gateway';
import { readMetrics } from '../support/metrics';
import { FIRST_WINE, itWithUci, type Wine } from '../support/wines';

interface Reported {
  readonly rows: number;
  readonly since: string | null;
  readonly warnedShare: number | null;
  readonly features: readonly { feature: string; psi: number | null; status: string | null }[];
  readonly grades: readonly { grade: number; share: number }[];
}

const DRIFT =
  '{ model { drift { rows since warnedShare features { feature psi status } grades { grade share } } } }';
const SCORE =
  'query ($wines: [WineInput!]!) { predictBatch(wines: $wines) { predictions { quality } } }';

describe('the drift of what comes in', () => {
  let gateway: TestGateway;
  beforeEach(async () => {
    gateway = await startGateway({ LOG_LEVEL: 'silent' });
  });
  afterEach(() => gateway.stop());

  async function reported(): Promise<Reported> {
    const { data } = await gateway.query(DRIFT);
    return (data as unknown as { model: { drift: Reported } }).model.drift;
  }

  async function send(wines: readonly Wine[]): Promise<number[]> {
    const qualities: number[] = [];
    for (let at = 0; at < wines.length; at += 800) {
      const { data } = await gateway.query(SCORE, { wines: wines.slice(at, at + 800) });
      const { predictions } = (
        data as unknown as { predictBatch: { predictions: { quality: number }[] } }
      ).predictBatch;
      qualities.push(...predictions.map(({ quality }) => quality));
    }
    return qualities;
  }

  const indexes = ({ features }: Reported) =>
    Object.fromEntries(features.map(({ feature, psi }) => [feature, psi ?? NaN]));

  it('says nothing before any wine has come', async () => {
    const { rows, since, warnedShare, grades, features } = await reported();
    expect([rows, since, warnedShare, grades]).toEqual([0, null, null, []]);
    expect(features).toHaveLength(11);
    for (const { psi, status } of features) expect([psi, status]).toEqual([null, null]);
  });

  it('gives an index from 500 wines on, and shares from the first', async () => {
    const strong = { ...FIRST_WINE, alcohol: 16 };
    await send([
      ...Array.from({ length: 400 }, () => FIRST_WINE),
      ...Array.from({ length: 99 }, () => strong),
    ]);
    const before = await reported();
    expect(before.rows).toBe(499);
    expect(before.warnedShare).toBeCloseTo(99 / 499, 12);
    expect(before.features.every(({ psi }) => psi === null)).toBe(true);
    expect(Date.parse(before.since ?? '')).not.toBeNaN();

    await send([FIRST_WINE]);
    const after = await reported();
    expect(after.rows).toBe(500);
    for (const { status } of after.features) expect(status).toBe('SIGNIFICANT');
  });

  it('counts wines that came in, not those that were rejected or only imagined', async () => {
    await gateway.query(
      'query ($wine: WineInput!) { predict(wine: $wine) { whatIf(changes: { alcohol: 12 }) { score } sensitivity(feature: PH) { score } } }',
      { wine: FIRST_WINE },
    );
    await gateway.query(SCORE, { wines: [FIRST_WINE, { ...FIRST_WINE, pH: 14 }] });
    expect((await reported()).rows).toBe(2);
  });

  it('is of the version that was asked', async () => {
    await gateway.query(
      'query ($wine: WineInput!) { predict(wine: $wine, version: "1") { score } }',
      { wine: FIRST_WINE },
    );
    const { data } = await gateway.query('{ models { version drift { rows } } }');
    expect(data).toEqual({
      models: [
        { version: '1', drift: { rows: 1 } },
        { version: '2', drift: { rows: 0 } },
      ],
    });
  });

  itWithUci(
    'winequality-red.csv',
    'is nearly none for the red wines themselves',
    async ({ wines }) => {
      const qualities = await send(wines);
      const report = await reported();
      expect(report.rows).toBe(1599);
      expect(report.warnedShare).toBe(0);
      for (const { psi, status } of report.features) {
        expect(psi).toBeLessThan(1e-4);
        expect(status).toBe('STABLE');
      }
      for (const { grade, share } of report.grades) {
        expect(share * 1599).toBeCloseTo(
          qualities.filter((quality) => quality === grade).length,
          6,
        );
      }
    },
  );

  itWithUci(
    'winequality-white.csv',
    'is raised by white wines sent as red ones, for what differs between them',
    async ({ wines }) => {
      await send(wines);
      const report = await reported();
      expect(report.rows).toBe(4898);
      const psi = indexes(report);
      // White wines have far more sulfur dioxide and less volatile acidity, chlorides and sulphates;
      // in alcohol and citric acid the two are nearest (Cortez et al., 2009, table 1).
      const ranked = Object.entries(psi)
        .sort(([, a], [, b]) => b - a)
        .map(([feature]) => feature);
      expect(ranked[0]).toBe('TOTAL_SULFUR_DIOXIDE');
      for (const feature of [
        'TOTAL_SULFUR_DIOXIDE',
        'VOLATILE_ACIDITY',
        'CHLORIDES',
        'SULPHATES',
        'FREE_SULFUR_DIOXIDE',
      ]) {
        expect(psi[feature]).toBeGreaterThan(1);
      }
      expect(ranked.at(-1)).toBe('ALCOHOL');
      expect(report.warnedShare).toBeGreaterThan(0.1);

      const metrics = await readMetrics(gateway);
      expect(metrics.sum('provador_drift_rows', { version: '2' })).toBe(4898);
      expect(metrics.sum('provador_drift_warned_ratio', { version: '2' })).toBe(report.warnedShare);
      expect(metrics.by('provador_drift_psi', 'feature', { version: '2' })).toMatchObject({
        totalSulfurDioxide: psi['TOTAL_SULFUR_DIOXIDE'],
        alcohol: psi['ALCOHOL'],
      });
      const shares = metrics.by('provador_drift_grade_ratio', 'grade', { version: '2' });
      expect(Object.values(shares).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
    },
  );
});
