import { explainByCoalitions } from '../../src/explanation/coalitions';
import { createExplainer, type Explainer } from '../../src/explanation/explainer';
import { WIDTH } from '../../src/wine-fields';
import { farthest, madeUpWines, openScorer, readVersion } from './versions';

const background = madeUpWines(64, 1);
const wines = madeUpWines(5, 2);
const made = (version: string, players?: 'columns', references = background): Explainer => {
  const options = { ...readVersion(version), background: references };
  const explainer = createExplainer(players ? { ...options, players } : options);
  if (!explainer) throw new Error('expected an explainer');
  return explainer;
};

describe.each(['1', '2'])('the explainer of version %s', (version) => {
  let scorer: Awaited<ReturnType<typeof openScorer>>;
  beforeAll(async () => {
    scorer = await openScorer(version);
  });
  afterAll(() => scorer.release());

  it('gives what the 2,048 coalitions give through ONNX Runtime', async () => {
    // More than one group of 32, and few enough for a test: a wine is 80,000 runs of the forest.
    const references = background.subarray(0, 40 * WIDTH);
    const { scoreRows } = { scoreRows: scorer.scoreRows.bind(scorer) };
    const expected = await explainByCoalitions({
      measurements: wines,
      rows: 5,
      background: references,
      scoreRows,
    });
    const explainer = made(version, undefined, references);
    expect(Math.abs(explainer.baseline - expected.baseline)).toBeLessThan(1e-5);
    expect(farthest(explainer.explain(wines, 5), expected.contributions)).toBeLessThan(1e-5);
  }, 120_000);

  it.each([undefined, 'columns' as const])(
    'adds up to each score (players: %s)',
    async (players) => {
      const explainer = made(version, players);
      const contributions = explainer.explain(wines, 5);
      expect(contributions).toHaveLength(5 * explainer.players);
      const sums = Array.from({ length: 5 }, (_, row) =>
        contributions
          .subarray(row * explainer.players, (row + 1) * explainer.players)
          .reduce((sum, part) => sum + part, explainer.baseline),
      );
      expect(farthest(sums, await scorer.scoreRows(wines, 5))).toBeLessThan(1e-5);
    },
  );

  it('explains each wine of a block as it would alone', () => {
    const explainer = made(version);
    const alone = Array.from({ length: 5 }, (_, row) => [
      ...explainer.explain(wines.subarray(row * WIDTH, (row + 1) * WIDTH), 1),
    ]);
    expect([...explainer.explain(wines, 5)]).toEqual(alone.flat());
  });

  it('gives nothing where the wine is the only reference', () => {
    const wine = wines.subarray(0, WIDTH);
    const explainer = made(version, undefined, wine);
    expect(farthest(explainer.explain(wine, 1), new Float64Array(WIDTH))).toBe(0);
  });
});

describe('an explainer', () => {
  it('says by what it explains, and for whom', () => {
    expect(made('1')).toMatchObject({ kind: 'linear', players: 11 });
    expect(made('2')).toMatchObject({ kind: 'trees', players: 11 });
    expect(made('2', 'columns')).toMatchObject({ kind: 'trees', players: 15 });
  });

  it('gives version 1, which reads the alcohol alone, contributions of the alcohol alone', () => {
    for (const [i, part] of made('1').explain(wines, 5).entries()) {
      if (i % WIDTH !== WIDTH - 1) expect(part).toBe(0);
    }
  });

  it('offers as candidates thresholds of the trees, ascending, at most so many', () => {
    const candidates = made('2').candidateValues(20) ?? [];
    expect(candidates).toHaveLength(WIDTH);
    for (const values of candidates) {
      expect(values).toHaveLength(20);
      expect([...values]).toEqual([...new Set(values)].sort((a, b) => a - b));
    }
    const [all, few] = [made('2').candidateValues(1e6)?.[10], candidates[10]];
    expect(all?.length).toBeGreaterThan(20);
    expect([...(all ?? [])]).toEqual(expect.arrayContaining([...(few ?? [])]));
    expect(made('1').candidateValues(20)).toBeUndefined();
  });

  it('is none for a model that neither trees nor a line are read from', () => {
    const version = readVersion('2');
    const other = (from: string, to: string) => {
      const text = version.model.toString('latin1').replaceAll(from, to);
      return { ...version, background, model: Buffer.from(text, 'latin1') };
    };
    expect(createExplainer(other('BRANCH_LEQ', 'BRANCH_GTE'))).toBeUndefined();
    expect(
      createExplainer(other('TreeEnsembleRegressor', 'TreeEnsembleRegressoR')),
    ).toBeUndefined();
    expect(createExplainer(other('\x03SUM', '\x03MIN'))).toBeUndefined();
    expect(createExplainer(other('Neg', 'Abs'))).toBeUndefined();
    expect(createExplainer(other('negated', 'negateD'))).toBeDefined();
  });

  it('is none where a grade has no target', () => {
    const version = readVersion('2');
    const output = { ...version.output, grades: [3, 4, 5] };
    expect(createExplainer({ ...version, background, output })).toBeUndefined();
  });

  it('refuses a block or a background that is not as many wines as it says', () => {
    expect(() => made('2').explain(wines, 4)).toThrow(
      'expected 4 rows of 11, but the block has 55 values',
    );
    for (const values of [0, 12]) {
      expect(() => made('2', undefined, new Float64Array(values))).toThrow(
        `expected a background of one or more rows of 11, but it has ${values} values`,
      );
    }
  });

  it('refuses bytes that are no model', () => {
    const version = readVersion('2');
    const model = new Uint8Array();
    expect(() => createExplainer({ ...version, background, model })).toThrow(
      'expected a model with a graph, but it has none',
    );
  });
});
