import { startGateway, type TestGateway } from '../support/gateway';
import { VersionsCopy } from '../support/versions-copy';

describe('a gateway that watches its folders', () => {
  let copy: VersionsCopy;
  let gateway: TestGateway;
  beforeAll(async () => {
    copy = new VersionsCopy();
    copy.setLabels({ stable: '1' });
    gateway = await startGateway({ ...copy.environment, WORKERS: '0', WATCH_MODELS: 'true' });
  });
  afterAll(async () => {
    await gateway.stop();
    copy.remove();
  });

  const models = async () => (await gateway.query('{ models { version isDefault } }')).data;

  it('takes up a version that is put there, and a label that is moved to it', async () => {
    copy.put('3', '1');
    await gateway.logged('"msg":"version ready"');
    copy.setLabels({ stable: '3' });
    await gateway.logged('"msg":"label moved"');
    copy.take('1');
    await gateway.logged('"msg":"version retired"');
    expect(await models()).toEqual({
      models: [
        { version: '2', isDefault: false },
        { version: '3', isDefault: true },
      ],
    });
  });
});
