// Fails when a step in the history of schema/schema.graphql breaks its clients. A field may go only
// after a version in which it was deprecated. The steps are between every two versions that git
// knows, and from the last one to the file as it is.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { CriticalityLevel, diff, DiffRule } from '@graphql-inspector/core';
import { buildSchema } from 'graphql';

const FILE = 'schema/schema.graphql';
const git = (/** @type {string[]} */ ...args) => execFileSync('git', args, { encoding: 'utf8' });

const commits = git('log', '--reverse', '--format=%H', '--diff-filter=AM', '--', FILE).split('\n');
const versions = commits.filter(Boolean).map((commit) => ({
  name: commit.slice(0, 12),
  sdl: git('show', `${commit}:${FILE}`),
}));
versions.push({ name: 'the file as it is', sdl: readFileSync(FILE, 'utf8') });

let breaking = 0;
for (const [i, { name, sdl }] of versions.slice(1).entries()) {
  const before = buildSchema(versions[i]?.sdl ?? '');
  const changes = await diff(before, buildSchema(sdl), [DiffRule.suppressRemovalOfDeprecatedField]);
  for (const { criticality, message } of changes) {
    if (criticality.level !== CriticalityLevel.Breaking) continue;
    console.error(`${name}: ${message}`);
    breaking++;
  }
}
console.log(`${versions.length - 1} steps of ${FILE}, ${breaking} breaking changes`);
process.exit(breaking > 0 ? 1 : 0);
