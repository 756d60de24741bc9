import { existsSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { gatewayRoot, PROJECT } from './repository.mjs';

const peer = (/** @type {string} */ name) => path.join(PROJECT, 'bench', 'peers', name);
const venv = peer('flask/.venv/bin');

/**
 * @typedef {object} Subject A server that is measured.
 * @property {string} name
 * @property {string} title
 * @property {'provador' | 'floor' | 'graphql' | 'old'} role
 * @property {import('./requests.mjs').Protocol} protocol
 * @property {string[]} versions model versions that it serves
 * @property {import('./requests.mjs').Selection[]} selections
 * @property {string} readyPath answers GET with less than 500 once it is ready
 * @property {(port: number) => { file: string, args: string[], env: Record<string, string> }} command
 * @property {() => string | null} [missing] why it cannot be measured here, if so
 */

const both = { versions: ['1', '2'], selections: /** @type {const} */ (['plain', 'full']) };

/** @param {string} script @param {Record<string, string>} [env] */
const node =
  (script, env = {}) =>
  (/** @type {number} */ port) => ({
    file: process.execPath,
    args: [script],
    env: { NODE_ENV: 'production', PORT: String(port), ...env },
  });

/** Every subject, in the order of the reports. To add one: a line here, a server in `peers/`. */
export const SUBJECTS = /** @type {Subject[]} */ ([
  {
    name: 'provador',
    title: 'Provador',
    role: 'provador',
    protocol: 'graphql',
    ...both,
    readyPath: '/health/ready',
    // As `npm start` and the container start it: every setting at its default.
    command: (port) => ({
      file: process.execPath,
      args: [
        '--max-semi-space-size=16',
        '--v8-pool-size=1',
        '--initial-old-space-size=96',
        path.join(gatewayRoot(), 'dist', 'main.js'),
      ],
      env: {
        NODE_ENV: 'production',
        PORT: String(port),
        MALLOC_ARENA_MAX: '1',
        MALLOC_MMAP_THRESHOLD_: '524288',
      },
    }),
  },
  {
    name: 'floor',
    title: 'floor: node:http, JSON, ONNX Runtime',
    role: 'floor',
    protocol: 'json',
    ...both,
    readyPath: '/',
    command: node(peer('floor.mjs')),
  },
  {
    name: 'floor-threads',
    title: "floor with ONNX Runtime's default threads",
    role: 'floor',
    protocol: 'json',
    ...both,
    readyPath: '/',
    command: node(peer('floor.mjs'), { FLOOR_THREADS: 'default' }),
  },
  {
    name: 'apollo',
    title: 'Apollo Server + type-graphql',
    role: 'graphql',
    protocol: 'graphql',
    ...both,
    readyPath: '/graphql',
    command: node(peer('apollo.mjs')),
  },
  {
    name: 'apollo-validate',
    title: 'Apollo Server + type-graphql, `validate: true`',
    role: 'graphql',
    protocol: 'graphql',
    ...both,
    readyPath: '/graphql',
    command: node(peer('apollo.mjs'), { VALIDATE: 'true' }),
  },
  {
    name: 'mercurius',
    title: 'Mercurius, jit',
    role: 'graphql',
    protocol: 'graphql',
    ...both,
    readyPath: '/graphql',
    command: node(peer('mercurius.mjs')),
  },
  {
    name: 'yoga',
    title: 'GraphQL Yoga',
    role: 'graphql',
    protocol: 'graphql',
    ...both,
    readyPath: '/graphql',
    command: node(peer('yoga.mjs')),
  },
  {
    name: 'flask',
    title: 'old API: Flask, scikit-learn, 2 gunicorn workers',
    role: 'old',
    protocol: 'records',
    versions: ['1'],
    selections: ['plain'],
    readyPath: '/predict',
    command: (port) => ({
      file: path.join(venv, 'gunicorn'),
      // Threads, because a plain worker closes each connection under the client's next request.
      args: [
        '--workers',
        '2',
        '--worker-class',
        'gthread',
        '--bind',
        `127.0.0.1:${port}`,
        '--chdir',
        peer('flask'),
        'app:app',
      ],
      env: {},
    }),
    missing: () =>
      existsSync(path.join(venv, 'gunicorn'))
        ? null
        : 'its virtual environment could not be made: it needs python3 with venv and pip',
  },
]);
