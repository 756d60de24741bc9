// Serves the versions in a folder with the real gateway and asks it about wines over HTTP, for the test
// of own versions in training/.
//
//   node test/parity/own-version.mjs FOLDER REQUEST.json ANSWER.json
//
// REQUEST.json is a list of GraphQL requests, ANSWER.json the list of their answers.
import 'reflect-metadata';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pino } from 'pino';
import app from '../../dist/app.js';
import settings from '../../dist/settings.js';

const [folder, requests, answers] = process.argv.slice(2);
if (!folder || !requests || !answers) throw new Error('expected three arguments');

const gateway = await app.startApp(
  settings.readSettings({
    PORT: '0',
    WORKERS: '1',
    MODELS_DIR: path.join(folder, 'models'),
    PARAMETERS_DIR: path.join(folder, 'parameters'),
  }),
  pino({ level: 'warn' }, process.stderr),
);
/** @type {unknown[]} */
const given = JSON.parse(readFileSync(requests, 'utf8'));
const got = [];
for (const request of given) {
  const response = await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(request),
  });
  got.push(await response.json());
}
writeFileSync(answers, JSON.stringify(got));
await gateway.stop();
