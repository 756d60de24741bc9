import { startGateway, type TestGateway } from '../support/gateway';
import { FIRST_RECORD, goldenRows, itWithUci } from '../support/wines';

const columns = Object.keys(FIRST_RECORD);
const toRecord = (measurements: readonly number[]) =>
  Object.fromEntries(columns.map((column, i) => [column, measurements[i]]));

describe('POST /predict, for the clients of the old API', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startGateway({ LOG_LEVEL: 'silent', MAX_BATCH_ROWS: '2000' });
  });
  afterAll(() => gateway.stop());

  it('answers one record with a list of it, prediction added', async () => {
    const { status, type, json } = await gateway.post('/predict?version=1', FIRST_RECORD);
    expect(status).toBe(200);
    expect(type).toBe('application/json; charset=utf-8');
    expect(json).toEqual([
      { ...FIRST_RECORD, prediction: expect.closeTo(5.519192907894131, 5) as number },
    ]);
  });

  it('answers a list in order, with whatever else the records hold', async () => {
    const records = goldenRows('1').rows.map(({ measurements }, i) => ({
      ...toRecord(measurements),
      cellar: { shelf: i },
    }));
    const { json } = await gateway.post('/predict?version=1', records);
    expect(json).toEqual(
      records.map((record, i) => ({
        ...record,
        prediction: expect.closeTo(goldenRows('1').rows[i]?.score ?? NaN, 4) as number,
      })),
    );
  });

  it('uses the default version where none is named', async () => {
    const [golden] = goldenRows('2').rows;
    const { json } = await gateway.post('/predict', toRecord(golden?.measurements ?? []));
    expect(json).toMatchObject([{ prediction: expect.closeTo(golden?.score ?? NaN, 4) as number }]);
  });

  it('answers an empty list with an empty list', async () => {
    expect((await gateway.post('/predict', [])).json).toEqual([]);
  });

  it('tells every missing measurement and every wrong type, and where', async () => {
    const { 'citric acid': _, ...missing } = FIRST_RECORD;
    const records = [FIRST_RECORD, { ...missing, pH: '3.5', alcohol: null }];
    const { status, json } = await gateway.post('/predict', records);
    expect(status).toBe(400);
    expect(json).toEqual({
      error: {
        code: 'BAD_USER_INPUT',
        message:
          'Expected wines that a laboratory can have measured, but 1 of them cannot be scored, the first at index 1.',
        rejectedCount: 1,
        rejected: [
          {
            index: 1,
            faults: [
              {
                field: 'citric acid',
                code: 'MISSING_VALUE',
                message: '"citric acid" must be given.',
              },
              {
                field: 'pH',
                code: 'NOT_A_NUMBER',
                message: '"pH" must be a number, but a string came.',
              },
              {
                field: 'alcohol',
                code: 'NOT_A_NUMBER',
                message: '"alcohol" must be a number, but null came.',
              },
            ],
          },
        ],
      },
    });
  });

  it('refuses wines that cannot exist with the same faults as GraphQL', async () => {
    const record = { ...FIRST_RECORD, pH: 14.5, 'free sulfur dioxide': 60 };
    const { status, json } = await gateway.post('/predict', [FIRST_RECORD, record]);
    expect(status).toBe(400);
    const { error } = json as { error: { rejected: unknown } };
    expect(error.rejected).toMatchObject([
      {
        index: 1,
        faults: [
          { field: 'pH', code: 'UNPHYSICAL_VALUE', min: 2.5, max: 4.5 },
          { field: 'freeSulfurDioxide', code: 'INCONSISTENT_VALUES', min: 0, max: 34 },
        ],
      },
    ]);
  });

  it('refuses 1e999, as JSON can say infinity', async () => {
    const body = JSON.stringify(FIRST_RECORD).replace('9.4', '1e999');
    const { status, text } = await gateway.post('/predict', body);
    expect(status).toBe(400);
    expect(text).toContain('but Infinity came.');
  });

  it.each([
    ['a number', '5', 'item 0 is a number.'],
    ['null', 'null', 'item 0 is nothing.'],
    ['a list in a list', '[[]]', 'item 0 is a list.'],
    ['a list with a string', `[${JSON.stringify(FIRST_RECORD)}, "wine"]`, 'item 1 is a string.'],
  ])('refuses %s', async (_, body, ending) => {
    const { status, json } = await gateway.post('/predict', body);
    expect(status).toBe(400);
    expect(json).toMatchObject({
      error: {
        code: 'BAD_USER_INPUT',
        message: `Expected a JSON object with a wine's measurements, or a list of them, but ${ending}`,
      },
    });
  });

  it('refuses what does not say that it is JSON', async () => {
    const headers = { 'content-type': 'text/plain' };
    const { status, json } = await gateway.post('/predict', FIRST_RECORD, headers);
    expect(status).toBe(415);
    expect(json).toMatchObject({
      error: {
        code: 'UNSUPPORTED_MEDIA_TYPE',
        message: 'Expected a body of application/json, but "text/plain" came.',
      },
    });
  });

  it('refuses a request without a body', async () => {
    const response = await fetch(`${gateway.url}/predict`, { method: 'POST' });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('but item 0 is nothing.');
  });

  it('refuses what is no JSON', async () => {
    const { status, json } = await gateway.post('/predict', '{"pH":');
    expect(status).toBe(400);
    expect(json).toMatchObject({ error: { code: 'BAD_REQUEST' } });
  });

  it('refuses one wine more than the limit', async () => {
    const { status, json } = await gateway.post(
      '/predict',
      Array.from({ length: 2001 }, () => FIRST_RECORD),
    );
    expect(status).toBe(413);
    expect(json).toMatchObject({
      error: { code: 'BATCH_TOO_LARGE', rows: 2001, maxBatchRows: 2000 },
    });
  });

  it('describes a bounded number of faulty records, and counts them all', async () => {
    const { json } = await gateway.post(
      '/predict',
      Array.from({ length: 2000 }, () => ({})),
    );
    const { error } = json as { error: { rejectedCount: number; rejected: unknown[] } };
    expect(error.rejectedCount).toBe(2000);
    expect(error.rejected).toHaveLength(100);
  });

  it.each(['3', '../1', '1&version=2', ''])('knows no version %j', async (version) => {
    const { status, json } = await gateway.post(`/predict?version=${version}`, FIRST_RECORD);
    expect(status).toBe(404);
    expect(json).toMatchObject({
      error: { code: 'MODEL_VERSION_NOT_FOUND', available: ['1', '2', 'stable'] },
    });
  });

  itWithUci(
    'winequality-red.csv',
    "gives version 1's formula for every red wine",
    async ({ wines }) => {
      const records = wines.map((wine) => toRecord(Object.values(wine)));
      const { json } = await gateway.post('/predict?version=1', records);
      (json as { alcohol: number; prediction: number }[]).forEach(({ alcohol, prediction }) => {
        const formula = 4.344849155080528 + 0.12493018646953222 * alcohol;
        expect(Math.abs(prediction - formula)).toBeLessThan(1e-5);
      });
    },
  );
});
