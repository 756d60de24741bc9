import { mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { startGatewayProcess } from '../support/gateway-process';
import { TemporaryFolder } from '../support/temporary';
import { FIRST_WINE, operation } from '../support/wines';

describe('a gateway that was started and asked', () => {
  // The telemetry of ONNX Runtime keeps a database in the home folder and a log in the temporary one.
  it('leaves nothing behind, of which something could be sent', async () => {
    const folder = new TemporaryFolder();
    const [HOME, TMPDIR] = ['home', 'tmp'].map((name) => path.join(folder.path, name)) as [
      string,
      string,
    ];
    mkdirSync(HOME);
    mkdirSync(TMPDIR);
    const gateway = await startGatewayProcess({ HOME, TMPDIR });
    const body = { query: operation('predict'), variables: { wine: FIRST_WINE } };
    expect((await gateway.post('/graphql', body)).status).toBe(200);
    expect(await gateway.stop()).toBe(0);
    expect(readdirSync(HOME)).toEqual([]);
    expect(readdirSync(TMPDIR)).toEqual([]);
    folder.remove();
  });
});
