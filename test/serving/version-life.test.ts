import { VersionLife } from '../../src/serving/version-life';

describe('the life of a version', () => {
  it('goes from loading to retired', () => {
    const life = new VersionLife();
    const states = [life.state];
    for (const next of ['warming', 'ready', 'draining', 'retired'] as const) {
      life.enter(next);
      states.push(life.state);
    }
    expect(states).toEqual(['loading', 'warming', 'ready', 'draining', 'retired']);
    expect(life.reason).toBeUndefined();
  });

  it('ends with a reason where it fails', () => {
    const life = new VersionLife();
    life.enter('warming');
    life.fail('no wine');
    expect([life.state, life.reason]).toEqual(['failed', 'no wine']);
  });

  it('takes no other turns', () => {
    const life = new VersionLife();
    expect(() => {
      life.enter('ready');
    }).toThrow('expected warming or failed after loading, but ready came');
    life.enter('warming');
    life.enter('ready');
    expect(() => {
      life.fail('too late');
    }).toThrow('expected draining after ready, but failed came');
    expect(life.reason).toBeUndefined();
  });

  it('tells when nobody holds it any more', async () => {
    const life = new VersionLife();
    await expect(life.whenLetGo()).resolves.toBeUndefined();
    life.hold();
    life.hold();
    const told = jest.fn();
    const gone = life.whenLetGo().then(told);
    life.letGo();
    await Promise.resolve();
    expect(told).not.toHaveBeenCalled();
    life.letGo();
    await gone;
    expect(told).toHaveBeenCalledTimes(1);
  });
});
