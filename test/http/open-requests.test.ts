import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { type FastifyReply } from 'fastify';
import { OpenRequests } from '../../src/http/open-requests';
import { newRequestRecord } from '../../src/observability/request-record';

describe('the requests that have no answer yet', () => {
  const add = (open: OpenRequests, route: string, reply = {}) =>
    open.add(newRequestRecord('POST', route, undefined), reply as FastifyReply);
  const routesOf = (open: OpenRequests) => [...open].map(({ record }) => record.route).sort();

  it('are those that were added and not closed, in whatever order they are', () => {
    const open = new OpenRequests();
    const [first, second, third, fourth] = ['a', 'b', 'c', 'd'].map((route) => add(open, route));
    expect(routesOf(open)).toEqual(['a', 'b', 'c', 'd']);
    second?.();
    expect(routesOf(open)).toEqual(['a', 'c', 'd']);
    fourth?.();
    const fifth = add(open, 'e');
    first?.();
    expect(routesOf(open)).toEqual(['c', 'e']);
    expect(open.size).toBe(2);
    third?.();
    fifth();
    expect(routesOf(open)).toEqual([]);
  });

  it('lose nobody else when one is closed twice', () => {
    const open = new OpenRequests();
    const close = add(open, 'a');
    add(open, 'b');
    close();
    close();
    expect(routesOf(open)).toEqual(['b']);
  });

  it('do not grow old once they are closed', () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as (options?: { type: 'minor' }) => void;
    const oldBytes = () =>
      getHeapSpaceStatistics().find(({ space_name }) => space_name === 'old_space')
        ?.space_used_size ?? NaN;
    const open = new OpenRequests();
    const closing: (() => void)[] = [];
    const addOne = (): void => {
      const reply = { numbers: Array.from({ length: 250 }, (_, i) => i) };
      closing.push(add(open, 'a', reply));
    };
    for (let i = 0; i < 32; i++) addOne();
    // What holds them has been there for long.
    collect();
    const before = oldBytes();
    const rounds = 10_000;
    for (let i = 0; i < rounds; i++) {
      addOne();
      closing.shift()?.();
      if (i % 500 === 0) collect({ type: 'minor' });
    }
    // Of two kilobytes each.
    expect((oldBytes() - before) / rounds).toBeLessThan(500);
  });
});
