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
  const npm = (args: readonly string[], cwd = home) =>
    run('npm', args, { cwd, env: { ...process.env, ONNXRUNTIME_NODE_INSTALL: 'skip' } });

  beforeAll(async () => {
    mkdirSync(home);
    // It was built by now, and builds of two at a time would be in each other's way.
    const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder.path];
    const { stdout } = await npm(args, projectFile());
    [packed] = JSON.parse(stdout) as [Packed];
    await npm(['init', '-y']);
    await npm(['install', '--no-audit', '--no-fund', path.join(folder.path, packed.filename)]);
  }, 300_000);
  afterAll(() => {
    folder.remove();
  });

  it('holds what is needed and nothing else', () => {
    const files = packed.files.map((file) => file.path);
    expect(files).toEqual(expect.arrayContaining(NEEDED));
    expect(files.filter((file) => !WANTED.some((wanted) => wanted.test(file)))).toEqual([]);
  });

  it('grades a table from where it is installed', async () => {
    folder.write('cellar/wines.csv', uciTable(24));
    const args = ['provador', 'score', 'wines.csv', '--fields', 'quality'];
    const { stdout } = await run('npx', args, { cwd: home });
    expect(stdout).toMatch(/^quality\n(\d\n){24}$/);
  });

  it('serves gateway and page from where it is installed', async () => {
    const gateway = spawn('npx', ['provador', 'serve'], {
      cwd: home,
      env: { ...process.env, PORT: '0' },
      stdio: ['ignore', 'pipe', 'inherit'],
      // A group of its own, so that npx and what it starts can be ended as one.
      detached: true,
    });
    const ended = new Promise((resolve) => gateway.on('exit', resolve));
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
    process.kill(-(gateway.pid ?? 0), 'SIGTERM');
    await ended;
    expect(log).toContain('"msg":"stopped"');
  });
});
