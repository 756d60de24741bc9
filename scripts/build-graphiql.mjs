// Lays GraphiQL out as files: its package holds it as strings, to be inlined into a page of 9 MB.
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as graphiql from '@graphql-yoga/render-graphiql/graphiql';

/** Reads its options from the page, so that the page needs no inline script. */
const START = `
const data = JSON.parse(document.getElementById('graphiql-data').textContent);
self.MonacoEnvironment = {
  globalAPI: false,
  getWorkerUrl: (module, label) => data.files[label] ?? data.files.editorWorkerService,
};
// The first tab takes its variables from elsewhere than the others, and only while no visit is kept.
if (!localStorage.getItem('graphiql:tabState')) {
  data.options.variables = data.options.defaultTabs[0]?.variables;
}
YogaGraphiQL.renderYogaGraphiQL(document.getElementById('root'), data.options);
`;

/**
 * Writes its files with hashed names, and `graphiql.json` with those names for the gateway.
 * @param {string} dist
 */
export function writeGraphiql(dist) {
  mkdirSync(path.join(dist, 'assets'), { recursive: true });
  /** @type {(name: string, extension: string, text: string) => string} */
  const write = (name, extension, text) => {
    const hash = createHash('sha256').update(text).digest('base64url').slice(0, 8);
    const file = `assets/graphiql-${name}-${hash}.${extension}`;
    writeFileSync(path.join(dist, file), text);
    return `/${file}`;
  };
  const files = {
    script: write('script', 'js', `${graphiql.js}\n${START}`),
    style: write('style', 'css', graphiql.css),
    editorWorkerService: write('editor', 'js', graphiql.editorWorkerService),
    json: write('json', 'js', graphiql.jsonWorker),
    graphql: write('graphql', 'js', graphiql.graphqlWorker),
  };
  writeFileSync(path.join(dist, 'graphiql.json'), JSON.stringify(files));
}
