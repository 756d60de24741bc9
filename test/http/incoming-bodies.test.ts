import { request as sendRequest, type ClientRequest } from 'node:http';
import { text } from 'node:stream/consumers';
import { readIncoming } from '../../src/http/incoming-bodies';
import { startGateway, type TestGateway } from '../support/gateway';
import { FIRST_WINE } from '../support/wines';

const MEGABYTE = 1024 * 1024;
const ofLength = (bytes?: number) => ({
  headers: bytes === undefined ? {} : { 'content-length': String(bytes) },
});

describe('bodies that are read while they come', () => {
  it('are long ones whose length is known', () => {
    const begin = readIncoming(() => true);
    expect(begin(ofLength(65_535))).toBeUndefined();
    expect(begin(ofLength())).toBeUndefined();
    expect(begin(ofLength(65_536))).toBeDefined();
  });

  it('are no more than sixteen megabytes together', () => {
    const begin = readIncoming(() => true);
    const bodies = Array.from({ length: 4 }, () => begin(ofLength(4 * MEGABYTE)));
    expect(bodies.every((body) => body !== undefined)).toBe(true);
    expect(begin(ofLength(MEGABYTE))).toBeUndefined();
    bodies[2]?.end();
    expect(begin(ofLength(4 * MEGABYTE))).toBeDefined();
    expect(begin(ofLength(MEGABYTE))).toBeUndefined();
  });

  it('are those for which there is room beside the ones that come already', () => {
    const asked: number[] = [];
    const begin = readIncoming((bytes) => {
      asked.push(bytes);
      return bytes < 3 * MEGABYTE;
    });
    const first = begin(ofLength(2 * MEGABYTE));
    expect(begin(ofLength(MEGABYTE))).toBeUndefined();
    first?.end();
    expect(begin(ofLength(MEGABYTE))).toBeDefined();
    expect(asked).toEqual([2 * MEGABYTE, 3 * MEGABYTE, MEGABYTE]);
  });
});

describe('a gateway whose clients send their bodies in pieces', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startGateway({ LOG_LEVEL: 'silent' });
  });
  afterAll(() => gateway.stop());

  const QUERY = `query ($wines: [WineInput!]!) {
    predictBatch(wines: $wines, version: "1") { accepted predictions { quality score } }
  }`;
  const wines: Record<string, unknown>[] = Array.from({ length: 900 }, (_, i) => ({
    ...FIRST_WINE,
    alcohol: 8 + (i % 60) / 10,
  }));
  const bodyOf = (changed: Record<string, unknown>) =>
    JSON.stringify({
      query: QUERY,
      variables: { wines: [...wines, { ...FIRST_WINE, ...changed }] },
    });

  /** Begins a request and sends so much of its body; the rest is for its caller to send. */
  async function begin(body: string, bytes: number): Promise<[ClientRequest, Promise<string>]> {
    const request = sendRequest(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
    });
    const answer = new Promise<string>((resolve, reject) => {
      request.on('response', (response) => {
        text(response).then(resolve, reject);
      });
      request.on('error', reject);
    });
    await new Promise<void>((resolve) => {
      request.write(body.slice(0, bytes), () => {
        resolve();
      });
    });
    return [request, answer];
  }

  it.each([
    ['wines', {}],
    ['a wine that cannot exist', { pH: 40 }],
    ['a wine that is none', { pH: 'sour' }],
    ['a field too many', { colour: 'red' }],
  ])('answers %s at the end as it answers them whole', async (_, changed) => {
    const body = bodyOf(changed);
    const whole = await gateway.post('/graphql', body, {});
    const [request, answer] = await begin(body, 70_000);
    request.write(body.slice(70_000, 130_001));
    request.end(body.slice(130_001));
    expect(JSON.parse(await answer)).toEqual(whole.json);
  });

  it('answers each for its own wines, however many come in turns, in memory that others had', async () => {
    const bodies = Array.from({ length: 6 }, (_, i) =>
      bodyOf({ alcohol: 9 + i }).replaceAll('"density":0.9978', `"density":0.99${70 + i}`),
    );
    expect(new Set(bodies).size).toBe(6);
    const wholes = [];
    for (const body of bodies) wholes.push((await gateway.post('/graphql', body, {})).json);
    for (let round = 0; round < 3; round++) {
      const begun = await Promise.all(bodies.map((body) => begin(body, 60_000)));
      for (const [i, [request]] of begun.entries())
        request.write(bodies[i]?.slice(60_000, 150_000));
      for (const [i, [request]] of begun.entries()) request.end(bodies[i]?.slice(150_000));
      const answers = await Promise.all(begun.map(([, answer]) => answer));
      expect(answers.map((answer) => JSON.parse(answer) as unknown)).toEqual(wholes);
    }
  });

  it('answers others when some go before their body is whole', async () => {
    const body = bodyOf({});
    const begun = await Promise.all(Array.from({ length: 100 }, () => begin(body, 100_000)));
    for (const [request] of begun) request.destroy();
    const ends = await Promise.allSettled(begun.map(([, answer]) => answer));
    expect(ends.every(({ status }) => status === 'rejected')).toBe(true);
    expect((await gateway.post('/graphql', body)).text).toContain('"accepted":901');
    while (gateway.unanswered().requests > 0) await new Promise(setImmediate);
  });
});
