import { loadGateway } from '../../src/app';
import { readSettings } from '../../src/settings';

const load = (environment: NodeJS.ProcessEnv) =>
  loadGateway(readSettings({ WORKERS: '0', ...environment }));

describe('the version registry', () => {
  it('has every version, the highest one the default', async () => {
    const gateway = await load({});
    expect(gateway.registry.versions.map(({ name }) => name)).toEqual(['1', '2']);
    expect(gateway.registry.get().name).toBe('2');
    expect(gateway.registry.get('1').name).toBe('1');
    await gateway.release();
  });

  it('lets a setting choose the default version', async () => {
    const gateway = await load({ DEFAULT_VERSION: '1' });
    expect(gateway.registry.get(null).name).toBe('1');
    await gateway.release();
    await expect(load({ DEFAULT_VERSION: '7' })).rejects.toThrow('expected version 7, found 1, 2');
  });
});
