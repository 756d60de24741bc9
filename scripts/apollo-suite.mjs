// npm run test:apollo: Apollo's integration suite against our HTTP server (see
// test/conformance/apollo-integration.suite.ts). What of it does not apply is listed here with its
// reason; a failure that is not listed fails, and so does a listed one that is none any more.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const OTHER_TYPES_ARE_415 =
  'A body of another type is refused with 415, before Apollo Server, which would say 400, sees it.';
const NEVER_CACHED = 'Every answer says no-store: see src/http/security/headers.ts.';
/** @type {Record<string, string>} */
const KNOWN = {
  'CSRF prevention › default': OTHER_TYPES_ARE_415,
  'graphqlHTTP › throws an error if POST body is empty': OTHER_TYPES_ARE_415,
  'graphqlHTTP › throws an error if invalid content-type': OTHER_TYPES_ARE_415,
  'graphqlHTTP › throws an error if POST JSON is malformed':
    'The suite looks for the parser’s words, which quote the body; ours say that it is no JSON.',
  'graphqlHTTP › cache-control › runs when cache-control is disabled': NEVER_CACHED,
  'graphqlHTTP › cache-control not set without any hints with if-cacheable': NEVER_CACHED,
};

const folder = mkdtempSync(path.join(tmpdir(), 'provador-'));
const file = path.join(folder, 'results.json');
spawnSync(
  process.execPath,
  ['node_modules/jest/bin/jest.js', '--selectProjects', 'apollo', '--json', `--outputFile=${file}`],
  { stdio: ['ignore', 'ignore', 'ignore'] },
);
/** @type {{ testResults: { message: string, assertionResults: { status: string, title: string, ancestorTitles: string[], failureMessages: string[] }[] }[] }} */
const { testResults } = JSON.parse(readFileSync(file, 'utf8'));
rmSync(folder, { recursive: true });

const results = testResults.flatMap(({ assertionResults }) => assertionResults);
const nameOf = (/** @type {{ title: string, ancestorTitles: string[] }} */ test) =>
  [...test.ancestorTitles.slice(3), test.title].join(' › ');
const withStatus = (/** @type {string} */ status) =>
  results.filter((result) => result.status === status);
const failed = withStatus('failed');
const unexpected = failed.filter((result) => !(nameOf(result) in KNOWN));
const gone = Object.keys(KNOWN).filter((name) => !failed.some((test) => nameOf(test) === name));

for (const test of unexpected)
  console.error(`${nameOf(test)}\n${test.failureMessages.join('\n')}\n`);
for (const name of gone) console.error(`${name}: listed as not applying, but it passed or is gone`);
const [passed, skipped] = [withStatus('passed').length, withStatus('pending').length];
console.log(
  `${passed} passed, ${failed.length - unexpected.length} known not to apply, ${unexpected.length + gone.length} wrong, ${skipped} skipped by the suite (they need graphql 17)`,
);
process.exit(passed > 0 && unexpected.length + gone.length === 0 ? 0 : 1);
