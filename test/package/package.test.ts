import { execFile, spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { uciTable } from '../support/tables';
import { TemporaryFolder } from '../support/temporary';
import { projectFile } from '../support/wines';

const run = promisify(execFile);

/** All that a package may hold. */
const WANTED = [
  /^(README\.md|package\.json|docs\/command-line\.md)$/,
  /^dist\/[\w/-]+\.js$/,
  /^(models|parameters)\/red-wine-quality\/\d+\/[\w.-]+\.(json|md|onnx|svg)$/,
  /^schema\/(schema\.graphql|persisted-operations\.json|operations\/[a-z-]+\.graphql)$/,
  /^web\/dist\/(assets\/)?[\w.-]+\.(js|css|html|svg|json)(\.br|\.gz)?$/,
];
const NEEDED = [
  'dist/main.js',
  'dist/cli/provador.js',
  'dist/cli/reading-worker.js',
  'dist/inference/inference-worker.js',
  'models/red-wine-quality/2/model.onnx',
  'parameters/red-wine-quality/2/golden.json',
  'schema/schema.graphql',
  'web/dist/index.html',
];

interface Packed {
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

// What docs/command-line.md says of installing, with npm itself.
describe('the package', () => {
  const folder = new TemporaryFolder();
  const home = path.join(folder.path, 'cellar');
  let packed: Packed;
  const shell = (command: string, cwd = home) => run('sh', ['-c', command], { cwd });

  beforeAll(async () => {
    mkdirSync(home);
    // It was built by now, and builds of two at a time would be in each other's way.
    const pack = `npm pack --json --ignore-scripts --pack-destination ${home}`;
    [packed] = JSON.parse((await shell(pack, projectFile())).stdout) as [Packed];
    await shell('npm init -y');
    await shell('ONNXRUNTIME_NODE_INSTALL=skip npm install ./provador-1.0.0.tgz');
  }, 300_000);
  afterAll(() => {
    folder.remove();
  });

  it('holds what is needed and nothing else', () => {
    const files = packed.files.map((file) => file.path);
    expect(files).toEqual(expect.arrayContaining(NEEDED));
    expect(files.filter((file) => !WANTED.some((wanted) => wanted.test(file)))).toEqual([]);
  });

  it('tells its version', async () => {
    const { stdout } = await shell('npx provador --version');
    expect(packed.filename).toBe(`provador-${stdout.trim()}.tgz`);
  });

  it('grades a table from where it is installed', async () => {
    folder.write('cellar/wines.csv', uciTable(24));
    const { stdout } = await shell('npx provador score wines.csv --fields quality');
    expect(stdout).toMatch(/^quality\n(\d\n){24}$/);
  });

  it('serves gateway and page from where it is installed', async () => {
    // What npx runs, without npx in between, so that the signal comes to the gateway alone.
    const gateway = spawn(path.join(home, 'node_modules', '.bin', 'provador'), ['serve'], {
      cwd: home,
      env: { ...process.env, PORT: '0' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = new Promise((resolve) => gateway.on('close', resolve));
    let log = '';
    const url = await new Promise<string>((resolve) => {
      gateway.stdout.on('data', (piece: Buffer) => {
        log += piece.toString();
        const [, ready] = /"url":"(http:[^"]+)\/graphql"/.exec(log) ?? [];
        if (ready !== undefined) resolve(ready);
      });
    });
    const [page, ide, schema] = await Promise.all(
      ['/', '/graphiql', '/schema.graphql'].map(async (where) => {
        const response = await fetch(url + where);
        return { status: response.status, text: await response.text() };
      }),
    );
    expect(page).toEqual({
      status: 200,
      text: expect.stringContaining('<div id="root">') as string,
    });
    expect(ide?.status).toBe(200);
    expect(schema?.text).toContain('type Query');
    gateway.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(log).toContain('"msg":"stopped"');
  });
});
