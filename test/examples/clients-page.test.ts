import { execFile } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { startGatewayProcess, type GatewayProcess } from '../support/gateway-process';
import { nearly } from '../support/nearly';
import { IN_ORDER, SHELL_BLOCKS } from '../support/pages';
import { TemporaryFolder } from '../support/temporary';
import { projectFile } from '../support/wines';
import { INSTALL_MS } from './example';
import { describeWithPython, installPython } from './python-packages';

const run = promisify(execFile);
/** A command that starts the gateway, with what is set for it. */
const START = /^((?:\w+=\S+ )*)npm start$/m;

describeWithPython('docs/clients.md, one block after the other', () => {
  // The project as its reader has it, but for the files that commands leave.
  const folder = new TemporaryFolder();
  let gateway: GatewayProcess;
  /** Where HTTPie is. */
  let bin: string;
  const start = async (settings = '') => {
    const pairs = settings.trim().split(' ').filter(Boolean);
    const environment = Object.fromEntries(
      pairs.map((pair) => pair.split('=') as [string, string]),
    );
    gateway = await startGatewayProcess(environment, [], folder.path);
  };
  beforeAll(async () => {
    for (const name of ['package.json', 'scripts', 'schema']) {
      symlinkSync(projectFile(name), path.join(folder.path, name));
    }
    // HTTPie reads its standard input where that is no terminal.
    folder.write('config.json', { default_options: ['--ignore-stdin'] });
    bin = await installPython(projectFile('test', 'examples'), ['requirements.txt']);
    await start();
  }, INSTALL_MS);
  afterAll(async () => {
    await gateway.stop();
    folder.remove();
  });

  it.each(
    SHELL_BLOCKS.filter(({ page, fence }) => page === 'docs/clients.md' && fence === IN_ORDER),
  )('does what it shows: $script', async ({ script, answer }) => {
    const [starts, settings] = START.exec(script) ?? [];
    const commands = script.replace(START, '').replaceAll('http://127.0.0.1:4000', gateway.url);
    const { stdout } = await run('sh', ['-ec', commands], {
      cwd: folder.path,
      env: {
        ...process.env,
        PATH: `${bin}:${process.env['PATH'] ?? ''}`,
        HTTPIE_CONFIG_DIR: folder.path,
      },
    });
    if (answer !== undefined) expect(JSON.parse(stdout)).toEqual(nearly(JSON.parse(answer)));
    if (starts === undefined) return;
    await gateway.stop();
    await start(settings);
  });
});
