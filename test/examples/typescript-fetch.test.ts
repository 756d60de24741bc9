import { startGateway, type TestGateway } from '../support/gateway';
import { Example, INSTALL_MS } from './example';

describe('examples/typescript-fetch', () => {
  let gateway: TestGateway;
  let example: Example;
  beforeAll(async () => {
    gateway = await startGateway({ LOG_LEVEL: 'silent' });
    example = new Example('typescript-fetch', gateway.url);
    await example.install();
    await example.do('npm', 'run', 'build');
  }, INSTALL_MS);
  afterAll(() => gateway.stop());

  it('grades wines, tells why one is rejected, and what would lift another', async () => {
    expect(await example.run('npm', '-s', 'start')).toEqual({
      code: 0,
      stderr: '',
      stdout: [
        'lot-1: 5 (5.33), 90 %: 5–6',
        'lot-2: 7 (6.53), 90 %: 6–7',
        '  alcohol of 15.5 is above 14.9, the highest that the model has seen.',
        'lot-3: rejected',
        '  pH must be from 2.5 to 4.5, but 14.5 came.',
        'lot-1 would be a 6 with',
        '  CHLORIDES 0.08 → 0.0913617',
        '  SULPHATES 0.57 → 0.583951',
        'lot-3: BAD_USER_INPUT: pH must be from 2.5 to 4.5, but 14.5 came.',
        '',
      ].join('\n'),
    });
  });
});
