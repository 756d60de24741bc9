import fc from 'fast-check';
import { fairShares } from '../../src/batching/fair-shares';

const requests = fc
  .array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 30 })
  .chain((wanted) =>
    fc.record({ wanted: fc.constant(wanted), room: fc.integer({ min: wanted.length, max: 2000 }) }),
  );
const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);

describe('shares of a run', () => {
  it.each([
    { name: 'all they want where there is room', wanted: [3, 1, 4], room: 10, shares: [3, 1, 4] },
    { name: 'equal where all want more', wanted: [500, 500], room: 100, shares: [50, 50] },
    { name: 'whole for a small one', wanted: [10_000, 1], room: 100, shares: [99, 1] },
    { name: 'with odd rows to the first', wanted: [9, 9, 9], room: 11, shares: [4, 4, 3] },
    { name: 'one each in a full house', wanted: [5, 5, 5], room: 3, shares: [1, 1, 1] },
    { name: 'what others leave over', wanted: [90, 2, 90, 10], room: 100, shares: [44, 2, 44, 10] },
    { name: 'nothing for nobody', wanted: [], room: 5, shares: [] },
  ])('are $name', ({ wanted, room, shares }) => {
    expect(fairShares(wanted, room)).toEqual(shares);
  });

  it('fill the run, or satisfy everybody', () => {
    fc.assert(
      fc.property(requests, ({ wanted, room }) => {
        expect(sum(fairShares(wanted, room))).toBe(Math.min(room, sum(wanted)));
      }),
    );
  });

  it('give nobody more than they want, and who wants more no less than any other, but for an odd row', () => {
    fc.assert(
      fc.property(requests, ({ wanted, room }) => {
        const shares = fairShares(wanted, room);
        const largest = Math.max(...shares);
        shares.forEach((share, i) => {
          expect(share).toBeGreaterThanOrEqual(1);
          expect(share).toBeLessThanOrEqual(wanted[i] ?? 0);
          if (share < (wanted[i] ?? 0)) expect(share).toBeGreaterThanOrEqual(largest - 1);
        });
      }),
    );
  });
});
