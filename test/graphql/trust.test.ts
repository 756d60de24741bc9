import fc from 'fast-check';
import { startGateway, type TestGateway } from '../support/gateway';
import { FIRST_WINE, goldenRows, toWine, type Wine } from '../support/wines';

const golden = goldenRows('2').rows.map(({ measurements }) => toWine(measurements));
/** A wine whose measurements are those of golden wines, mixed: possible, and never seen. */
const anyWine: fc.Arbitrary<Wine> = fc
  .record(
    Object.fromEntries(
      Object.keys(FIRST_WINE).map((field) => [
        field,
        fc.constantFrom(...golden.map((wine) => wine[field as keyof Wine])),
      ]),
    ) as Record<keyof Wine, fc.Arbitrary<number>>,
  )
  .map((wine) => ({
    ...wine,
    freeSulfurDioxide: Math.min(wine.freeSulfurDioxide, wine.totalSulfurDioxide),
  }));

interface Answers {
  readonly quality: number;
  readonly score: number;
  readonly [field: string]: unknown;
}

describe.each(['1', '2'])('trust in version %s', (version) => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startGateway({ LOG_LEVEL: 'silent' });
  });
  afterAll(() => gateway.stop());

  async function ask(selection: string, wines: readonly Wine[]): Promise<Answers[]> {
    const { data, errors } = await gateway.query(
      `query ($wines: [WineInput!]!, $version: String) {
        predictBatch(wines: $wines, version: $version) { predictions { quality score ${selection} } }
      }`,
      { wines, version },
    );
    expect(errors).toBeUndefined();
    return (data as unknown as { predictBatch: { predictions: Answers[] } }).predictBatch
      .predictions;
  }
  const askOne = async (selection: string, wine: Wine) =>
    (await ask(selection, [wine]))[0] as Answers;
  const property = (law: (wine: Wine) => Promise<void>, numRuns = 25) =>
    fc.assert(fc.asyncProperty(anyWine, law), { numRuns });

  interface Interval {
    readonly low: number;
    readonly high: number;
  }

  it('intervals hold the quality and are nested by confidence', async () => {
    const confidences = [0.1, 0.5, 0.8, 0.9, 0.95, 0.99];
    const selection = confidences
      .map((c, i) => `c${i}: interval(confidence: ${c}) { low high }`)
      .join(' ');
    await property(async (wine) => {
      const answers = await askOne(selection, wine);
      let inner: Interval = { low: answers.quality, high: answers.quality };
      confidences.forEach((_, i) => {
        const outer = answers[`c${i}`] as Interval;
        expect(outer.low).toBeLessThanOrEqual(inner.low);
        expect(outer.high).toBeGreaterThanOrEqual(inner.high);
        inner = outer;
      });
    });
  });

  interface Explanation {
    readonly baseline: number;
    readonly contributions: readonly { feature: string; value: number; contribution: number }[];
  }

  it('explanations add up to the score', async () => {
    await property(async (wine) => {
      const { score, explanation } = await askOne(
        'explanation { baseline contributions { feature value contribution } }',
        wine,
      );
      const { baseline, contributions } = explanation as Explanation;
      const sum = contributions.reduce((total, { contribution }) => total + contribution, baseline);
      expect(Math.abs(sum - score)).toBeLessThan(1e-5);
      expect(contributions.map(({ value }) => value)).toEqual(Object.values(wine));
    });
  });

  it('explanations are those that training computed over all coalitions', async () => {
    const { rows, baseline, tolerance } = goldenRows(version);
    const explained = rows.filter(({ contributions }) => contributions !== null);
    expect(explained.length).toBeGreaterThanOrEqual(10);
    const answers = await ask(
      'explanation { baseline contributions { contribution } }',
      explained.map(({ measurements }) => toWine(measurements)),
    );
    answers.forEach(({ explanation }, i) => {
      const came = explanation as Explanation;
      expect(Math.abs(came.baseline - baseline)).toBeLessThan(tolerance.contribution);
      came.contributions.forEach(({ contribution }, feature) => {
        const expected = explained[i]?.contributions?.[feature] ?? NaN;
        expect(Math.abs(contribution - expected)).toBeLessThan(tolerance.contribution);
      });
    });
  });

  it('a curve through the own value of a wine has its score there', async () => {
    await property(async (wine) => {
      fc.pre(wine.alcohol < 14);
      const { score, quality, sensitivity } = await askOne(
        `sensitivity(feature: ALCOHOL, from: ${wine.alcohol}, steps: 3) { value score quality }`,
        wine,
      );
      const [first] = sensitivity as [{ value: number; score: number; quality: number }];
      expect(first).toEqual({ value: wine.alcohol, score, quality });
    });
  });

  it('a curve marks what cannot be, and answers the rest', async () => {
    const { sensitivity } = await askOne(
      'sensitivity(feature: FREE_SULFUR_DIOXIDE, from: 30, to: 38, steps: 3) { value consistent score quality probabilities { grade } }',
      FIRST_WINE,
    );
    expect(sensitivity).toMatchObject([
      { value: 30, consistent: true },
      { value: 34, consistent: true },
      { value: 38, consistent: false, score: null, quality: null, probabilities: null },
    ]);
  });

  it('no changes give the same prediction, bit for bit', async () => {
    const all = 'score quality probabilities { grade probability } interval { low high }';
    await property(async (wine) => {
      const { whatIf, nested, ...own } = await askOne(
        `probabilities { grade probability } interval { low high }
         whatIf(changes: {}) { ${all} }
         nested: whatIf(changes: { alcohol: 9 }) { whatIf(changes: { alcohol: ${wine.alcohol} }) { ${all} } }`,
        wine,
      );
      expect(whatIf).toEqual(own);
      expect(nested).toEqual({ whatIf: own });
    });
  });

  it('changes give what the changed wine gives when it is sent', async () => {
    await property(async (wine) => {
      const { whatIf } = await askOne(
        'whatIf(changes: { alcohol: 12, pH: 3.2 }) { score quality }',
        wine,
      );
      const { score, quality } = await askOne('', { ...wine, alcohol: 12, pH: 3.2 });
      expect(whatIf).toEqual({ score, quality });
    });
  });

  it('an improvement reaches its target when the changed wine is sent, within the training ranges', async () => {
    const selection = `improvement(targetQuality: 6, adjustable: [VOLATILE_ACIDITY, SULPHATES, ALCOHOL]) {
      changes { feature from to } distance prediction { quality score } }`;
    const answers = await ask(selection, golden.slice(0, 12));
    let found = 0;
    for (const [i, { quality, improvement }] of answers.entries()) {
      const wine = golden[i] as Wine;
      if (improvement === null) continue;
      const { changes, distance, prediction } = improvement as {
        changes: { feature: string; from: number; to: number }[];
        distance: number;
        prediction: Answers;
      };
      expect(changes.length === 0).toBe(quality >= 6);
      expect(distance > 0).toBe(quality < 6);
      if (quality >= 6) continue;
      found++;
      const changed: Record<string, number> = { ...wine };
      for (const { feature, from, to } of changes) {
        const field = FIELD_OF[feature] as keyof Wine;
        expect(from).toBe(wine[field]);
        changed[field] = to;
      }
      const { score, quality: reached } = await askOne('', changed as Wine);
      expect(reached).toBeGreaterThanOrEqual(6);
      expect(prediction).toEqual({ score, quality: reached });
    }
    expect(found).toBeGreaterThan(0);
  });

  it('a grade that is out of reach has no improvement, and is no error', async () => {
    const { improvement } = await askOne(
      `improvement(targetQuality: 8, adjustable: [CITRIC_ACID]) { distance }`,
      FIRST_WINE,
    );
    expect(improvement).toBeNull();
  });

  it('features say where a wine stands', async () => {
    const { features } = await askOne('features { feature value percentile }', FIRST_WINE);
    expect((features as unknown[])[10]).toEqual({
      feature: 'ALCOHOL',
      value: 9.4,
      percentile: expect.closeTo(15.35, 2) as number,
    });
  });
});

const FIELD_OF: Readonly<Record<string, string>> = {
  VOLATILE_ACIDITY: 'volatileAcidity',
  SULPHATES: 'sulphates',
  ALCOHOL: 'alcohol',
};
