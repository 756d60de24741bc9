import { Allowance } from '../../src/security/allowance';

describe('an allowance', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('lets so many requests a minute pass, for each client, and then says when there are more', async () => {
    const allowance = new Allowance({ requestsPerMinute: 3 });
    for (let i = 0; i < 3; i++) await allowance.takeRequest('a');
    jest.advanceTimersByTime(20_000);
    await expect(allowance.takeRequest('a')).rejects.toMatchObject({
      code: 'RATE_LIMITED',
      message: 'Expected at most 3 requests in a minute, but more came. Try again in 40 s.',
      details: { retryAfterMs: 40_000, requestsPerMinute: 3 },
    });
    await allowance.takeRequest('b');
    jest.advanceTimersByTime(40_000);
    await allowance.takeRequest('a');
  });

  it('does not let those who keep asking wait longer', async () => {
    const allowance = new Allowance({ requestsPerMinute: 1 });
    await allowance.takeRequest('a');
    for (let i = 0; i < 100; i++) await expect(allowance.takeRequest('a')).rejects.toThrow();
    jest.advanceTimersByTime(60_000);
    await allowance.takeRequest('a');
  });

  it('takes prices off the minute, and nothing for what does not fit', async () => {
    const allowance = new Allowance({ costPerMinute: 100 });
    await allowance.takeCost('a', 60);
    await expect(allowance.takeCost('a', 50)).rejects.toMatchObject({
      code: 'RATE_LIMITED',
      message:
        'Expected operations that cost at most 100 in a minute, but this one, which costs 50, would exceed that. Try again in 60 s, or ask for less.',
      details: { retryAfterMs: 60_000, cost: 50, costPerMinute: 100 },
    });
    await allowance.takeCost('a', 40);
    await expect(allowance.takeCost('a', 1)).rejects.toThrow('Expected operations');
    await allowance.takeCost('a', 0);
    await allowance.takeCost('b', 100);
  });

  it('without limits lets everything pass', async () => {
    const allowance = new Allowance({});
    for (let i = 0; i < 1000; i++) await allowance.takeRequest('a');
    await allowance.takeCost('a', 1e9);
  });

  it('forgets clients when their minute is over', async () => {
    const allowance = new Allowance({ requestsPerMinute: 10 });
    for (let i = 0; i < 1000; i++) await allowance.takeRequest(`address ${i}`);
    expect(jest.getTimerCount()).toBe(1000);
    jest.advanceTimersByTime(60_000);
    expect(jest.getTimerCount()).toBe(0);
  });
});
