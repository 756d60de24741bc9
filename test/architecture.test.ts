import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { projectFile } from './support/wines';

/** Which rooms a room may look into. Everything may use the leaves `errors` and `wine-fields`. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  main: ['app', 'models', 'settings', 'observability'],
  cli: ['main', 'lanes', 'lifecycle', 'prediction', 'serving', 'repository', 'settings', 'tables'],
  models: ['lanes', 'lifecycle', 'observability', 'settings'],
  app: [
    'models',
    'http',
    'drift',
    'execution',
    'graphql',
    'trust',
    'prediction',
    'explanation',
    'lanes',
    'lifecycle',
    'batching',
    'serving',
    'repository',
    'inference',
    'observability',
    'security',
    'settings',
  ],
  settings: [],
  errors: [],
  'wine-fields': [],
  http: [
    'execution',
    'graphql',
    'prediction',
    'serving',
    'repository',
    'observability',
    'security',
    'settings',
  ],
  security: ['settings'],
  execution: ['graphql', 'trust', 'prediction', 'serving'],
  graphql: ['trust', 'prediction', 'drift', 'serving', 'repository', 'observability'],
  drift: ['prediction', 'repository', 'observability'],
  trust: ['prediction', 'explanation', 'serving', 'repository'],
  prediction: ['serving', 'repository', 'observability'],
  lanes: [
    'batching',
    'trust',
    'prediction',
    'explanation',
    'serving',
    'repository',
    'inference',
    'observability',
    'settings',
  ],
  lifecycle: ['prediction', 'serving', 'repository', 'inference'],
  serving: ['repository', 'observability'],
  explanation: ['preprocessing'],
  repository: ['preprocessing', 'inference'],
  preprocessing: [],
  batching: [],
  inference: [],
  observability: [],
  tables: [],
};

/** Packages that only one room may know. */
const OWNER: Readonly<Record<string, string>> = {
  'onnxruntime-node': 'inference',
  piscina: 'inference',
  chokidar: 'lifecycle',
  protobufjs: 'explanation',
  'graphql-jit': 'execution',
  'type-graphql': 'graphql',
  '@apollo/server': 'http',
  '@as-integrations/fastify': 'http',
  fastify: 'http',
  '@fastify/cors': 'http',
  helmet: 'http',
  jose: 'security',
  'rate-limiter-flexible': 'security',
  '@fastify/static': 'http',
  'close-with-grace': 'main',
  yargs: 'cli',
  'cli-progress': 'cli',
  'hyparquet-writer': 'cli',
  papaparse: 'cli',
  'prom-client': 'observability',
  '@opentelemetry': 'observability',
};

const source = projectFile('src');
const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.ts'),
);
const roomOf = (file: string) => path.parse(file.split(path.sep)[0] ?? file).name;
const importsOf = (file: string) =>
  [...readFileSync(path.join(source, file), 'utf8').matchAll(/from '([^']+)'/g)].map(
    ([, name]) => name ?? '',
  );

describe('imports', () => {
  it.each(files)('of %s go the way of the data', (file) => {
    const room = roomOf(file);
    const allowed = [...(MAY_IMPORT[room] ?? []), room, 'errors', 'wine-fields'];
    const rooms = importsOf(file)
      .filter((name) => name.startsWith('.'))
      .map((name) => roomOf(path.relative(source, path.resolve(source, path.dirname(file), name))));
    expect(allowed).toEqual(expect.arrayContaining(rooms));
  });

  it.each(files)("of %s name no package that is another room's", (file) => {
    for (const name of importsOf(file)) {
      const owner = Object.entries(OWNER).find(
        ([pkg]) => name === pkg || name.startsWith(`${pkg}/`),
      );
      if (owner) expect([name, roomOf(file)]).toEqual([name, owner[1]]);
    }
  });

  it('reach the engine only by its interface outside of inference and app', () => {
    for (const file of files.filter((name) => !['inference', 'app'].includes(roomOf(name)))) {
      expect(importsOf(file).filter((name) => name.includes('onnx'))).toEqual([]);
    }
  });

  it('know every room', () => {
    expect([...new Set(files.map(roomOf))].sort()).toEqual(Object.keys(MAY_IMPORT).sort());
  });
});
