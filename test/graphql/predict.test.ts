import { startGateway, type TestGateway } from '../support/gateway';
import { FIRST_WINE, goldenRows, operation, toWine } from '../support/wines';

describe('predict', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startGateway({ LOG_LEVEL: 'silent' });
  });
  afterAll(() => gateway.stop());

  it('grades the first wine of the UCI file 5', async () => {
    const { status, data, errors } = await gateway.query(operation('predict'), {
      wine: FIRST_WINE,
    });
    expect(errors).toBeUndefined();
    expect(status).toBe(200);
    expect(data).toMatchObject({
      predict: { quality: 5, warnings: [], model: { version: '2' } },
    });
  });

  it('scores it 5.519193 with version 1, which has no probabilities', async () => {
    const query = `query ($wine: WineInput!) {
      predict(wine: $wine, version: "1") { quality score probabilities { grade } probabilityAtLeast(grade: 6) }
    }`;
    const { data } = await gateway.query(query, { wine: FIRST_WINE });
    expect(data).toEqual({
      predict: {
        quality: 6,
        score: expect.closeTo(5.519192907894131, 5) as number,
        probabilities: null,
        probabilityAtLeast: null,
      },
    });
  });

  it("gives every golden wine's distribution, in the order of the grades", async () => {
    const query = `query ($wine: WineInput!) {
      predict(wine: $wine) { quality score probabilities { grade probability } model { grades } }
    }`;
    for (const row of goldenRows('2').rows) {
      const { data } = await gateway.query(query, { wine: toWine(row.measurements) });
      expect(data).toEqual({
        predict: {
          quality: row.quality,
          score: expect.closeTo(row.score, 4) as number,
          probabilities: row.probabilities?.map((probability, i) => ({
            grade: 3 + i,
            probability: expect.closeTo(probability, 5) as number,
          })),
          model: { grades: [3, 4, 5, 6, 7, 8] },
        },
      });
    }
  });

  it('adds up the probabilities from a grade on', async () => {
    const query = `query ($wine: WineInput!) {
      predict(wine: $wine) {
        all: probabilityAtLeast(grade: 0) good: probabilityAtLeast(grade: 6) none: probabilityAtLeast(grade: 9)
        probabilities { grade probability }
      }
    }`;
    const { data } = await gateway.query(query, { wine: FIRST_WINE });
    const { all, good, none, probabilities } = data?.['predict'] as unknown as {
      all: number;
      good: number;
      none: number;
      probabilities: { grade: number; probability: number }[];
    };
    const sum = probabilities
      .filter(({ grade }) => grade >= 6)
      .reduce((total, { probability }) => total + probability, 0);
    expect([all, none]).toEqual([1, 0]);
    expect(good).toBeCloseTo(sum, 6);
  });

  it('takes a wine written into the document as one in the variables', async () => {
    const literal = Object.entries(FIRST_WINE)
      .map(([field, value]) => `${field}: ${value}`)
      .join(', ');
    const inline = await gateway.query(`{ predict(wine: { ${literal} }) { score } }`);
    const variable = await gateway.query(
      'query ($wine: WineInput!) { predict(wine: $wine) { score } }',
      { wine: FIRST_WINE },
    );
    expect(inline.data).toEqual(variable.data);
  });

  it('echoes the id as wineId, and null where there was none', async () => {
    const query = 'query ($wine: WineInput!) { predict(wine: $wine) { wineId } }';
    const withId = await gateway.query(query, { wine: { ...FIRST_WINE, id: 'lot 7' } });
    expect(withId.data).toEqual({ predict: { wineId: 'lot 7' } });
    const without = await gateway.query(query, { wine: FIRST_WINE });
    expect(without.data).toEqual({ predict: { wineId: null } });
  });

  it('warns of a measurement that the model has not seen, and answers', async () => {
    const query = `query ($wine: WineInput!) {
      predict(wine: $wine) { quality warnings { feature value trainingMin trainingMax message } }
    }`;
    const { data } = await gateway.query(query, { wine: { ...FIRST_WINE, alcohol: 15.5 } });
    expect(data?.['predict']).toMatchObject({
      quality: expect.any(Number) as number,
      warnings: [
        {
          feature: 'ALCOHOL',
          value: 15.5,
          trainingMin: 8.4,
          trainingMax: 14.9,
          message: 'alcohol of 15.5 is above 14.9, the highest that the model has seen.',
        },
      ],
    });
  });

  it('refuses a wine that cannot exist, with its faults', async () => {
    const query = 'query ($wine: WineInput!) { predict(wine: $wine) { quality } }';
    const wine = { ...FIRST_WINE, pH: 14.5, freeSulfurDioxide: 60 };
    const { status, data, errors } = await gateway.query(query, { wine });
    expect(status).toBe(200);
    expect(data).toBeNull();
    expect(errors).toEqual([
      {
        message:
          'pH must be from 2.5 to 4.5, but 14.5 came. freeSulfurDioxide is a part of totalSulfurDioxide and must be at most 34 mg/dm³, but 60 came.',
        locations: [{ line: 1, column: 29 }],
        path: ['predict'],
        extensions: {
          code: 'BAD_USER_INPUT',
          faults: [
            expect.objectContaining({ field: 'pH', code: 'UNPHYSICAL_VALUE', min: 2.5, max: 4.5 }),
            expect.objectContaining({ field: 'freeSulfurDioxide', code: 'INCONSISTENT_VALUES' }),
          ],
        },
      },
    ]);
  });

  it('takes -0 as 0', async () => {
    const query = 'query ($wine: WineInput!) { predict(wine: $wine) { score } }';
    const zero = await gateway.query(query, { wine: { ...FIRST_WINE, citricAcid: 0 } });
    const body = JSON.stringify({ query, variables: { wine: FIRST_WINE } });
    const minus = await gateway.post('/graphql', body.replace('"citricAcid":0', '"citricAcid":-0'));
    expect(minus.json).toEqual({ data: zero.data, extensions: { cost: 1 } });
  });

  it('refuses infinity in the variables, which JSON can only say as 1e999, as GraphQL does', async () => {
    const query = 'query ($wine: WineInput!) { predict(wine: $wine) { score } }';
    const body = JSON.stringify({ query, variables: { wine: FIRST_WINE } });
    const { status, json } = await gateway.post('/graphql', body.replace('9.4}', '1e999}'));
    expect(status).toBe(400);
    expect(json).toMatchObject({
      errors: [
        {
          message: expect.stringContaining('Float cannot represent non numeric value') as string,
          extensions: { code: 'BAD_USER_INPUT' },
        },
      ],
    });
  });

  it('refuses infinity in the document as unphysical', async () => {
    const literal = Object.entries(FIRST_WINE)
      .map(([field, value]) => `${field}: ${field === 'alcohol' ? '1e999' : value}`)
      .join(', ');
    const { errors } = await gateway.query(`{ predict(wine: { ${literal} }) { score } }`);
    expect(errors?.[0]?.message).toMatch(/^alcohol must be from .* but Infinity came\.$/);
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });

  it.each([
    [
      'a missing field',
      { density: undefined },
      'Field "density" of required type "Float!" was not provided.',
    ],
    ['null', { density: null }, 'Expected non-nullable type "Float!" not to be null.'],
    ['a string', { density: '1' }, 'Float cannot represent non numeric value: "1"'],
    ['an unknown field', { colour: 1 }, 'Field "colour" is not defined by type "WineInput".'],
  ])('leaves %s to GraphQL', async (_, change, message) => {
    const query = 'query ($wine: WineInput!) { predict(wine: $wine) { score } }';
    const { status, errors } = await gateway.query(query, { wine: { ...FIRST_WINE, ...change } });
    expect(status).toBe(400);
    expect(errors?.[0]?.message).toContain(message);
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });

  it('names the versions there are when another is asked for', async () => {
    const query =
      'query ($wine: WineInput!, $version: String) { predict(wine: $wine, version: $version) { score } }';
    const version = '../../etc/passwd';
    const { data, errors } = await gateway.query(query, { wine: FIRST_WINE, version });
    expect(data).toBeNull();
    expect(errors?.[0]).toMatchObject({
      message: 'Expected a model version among 1, 2, stable, but "../../etc/passwd" came.',
      path: ['predict'],
      extensions: { code: 'MODEL_VERSION_NOT_FOUND', version, available: ['1', '2', 'stable'] },
    });
  });
});
