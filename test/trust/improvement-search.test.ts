import { loadGateway, type Gateway } from '../../src/app';
import { WineBlock } from '../../src/prediction/wine-block';
import { readSettings } from '../../src/settings';
import { ADJUSTABLE_PLACES } from '../../src/trust/improvement';
import { type SearchOptions } from '../../src/trust/attempts';
import { COARSE_VALUES, findChanges } from '../../src/trust/improvement-search';
import { movesOf, type Move } from '../../src/trust/moves';
import { WIDTH, WINE_FIELDS } from '../../src/wine-fields';
import { randomNumbers } from '../support/operations';
import { goldenRows } from '../support/wines';

const WINES = 50;
const FREE = WINE_FIELDS.indexOf('freeSulfurDioxide');
const TOTAL = WINE_FIELDS.indexOf('totalSulfurDioxide');

describe('the search for an improvement', () => {
  let gateway: Gateway;
  beforeAll(async () => {
    gateway = await loadGateway(readSettings({ WORKERS: '0' }));
  });
  afterAll(() => gateway.release());

  const patient = { check: () => undefined };

  /** So many wines, each measurement one of a golden wine's. */
  function wines(count: number): Float64Array[] {
    const golden = goldenRows('2').rows.slice(0, 19);
    const random = randomNumbers(7);
    return Array.from({ length: count }, () => {
      const wine = new Float64Array(WIDTH).map(
        (_, i) => golden[random(golden.length)]?.measurements[i] ?? NaN,
      );
      wine[FREE] = Math.min(wine[FREE] as number, wine[TOTAL] as number);
      return wine;
    });
  }

  /** The least distance over every one and every two moves, each of them scored. */
  async function exhaustive(wine: Float64Array, options: SearchOptions): Promise<number> {
    const { features, candidates, target, score } = options;
    const moves = options.adjustable.map((i) =>
      movesOf(i, wine[i] as number, features[i] as never, candidates[i], COARSE_VALUES),
    );
    const tries: Move[][] = moves.flatMap((own, i) => [
      ...own.map((move) => [move]),
      ...moves.slice(i + 1).flatMap((others) => own.flatMap((a) => others.map((b) => [a, b]))),
    ]);
    const measurements = new Float64Array(tries.length * WIDTH);
    tries.forEach((made, row) => {
      measurements.set(wine, row * WIDTH);
      for (const { feature, to } of made) measurements[row * WIDTH + feature] = to;
    });
    const scored = score(new WineBlock(tries.length, measurements));
    await scored.load();
    return tries.reduce((least, made, row) => {
      const at = row * WIDTH;
      const isPossible = (measurements[at + FREE] ?? NaN) <= (measurements[at + TOTAL] ?? NaN);
      if (!isPossible || scored.quality(row) < target) return least;
      return Math.min(
        least,
        made.reduce((sum, { distance }) => sum + distance, 0),
      );
    }, Infinity);
  }

  it('is never worse than all pairs of measurements, on 50 wines', async () => {
    const version = gateway.registry.get('2');
    let inReach = 0;
    for (const wine of wines(WINES)) {
      const score = (block: WineBlock) => gateway.service.score(version, block, patient);
      const own = score(new WineBlock(1, wine));
      await own.load();
      const options = {
        target: own.quality(0) + 1,
        adjustable: ADJUSTABLE_PLACES,
        features: version.features,
        candidates: version.candidates,
        score,
      };
      const best = await exhaustive(wine, options);
      const found = await findChanges(wine, options);
      if (best < Infinity) inReach++;
      expect(found?.distance ?? Infinity).toBeLessThanOrEqual(best + 1e-9);
      if (!found) continue;
      const changed = wine.slice();
      for (const { feature, to } of found.moves) changed[feature] = to;
      const reached = score(new WineBlock(1, changed));
      await reached.load();
      expect(reached.quality(0)).toBeGreaterThanOrEqual(options.target);
    }
    expect(inReach).toBeGreaterThan(10);
  }, 120_000);
});
