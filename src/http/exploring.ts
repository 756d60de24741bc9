import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type RouteHandlerMethod } from 'fastify';
import { type GraphQLSchema } from 'graphql';
import { printContract } from '../graphql/schema';
import { type Settings } from '../settings';
import { type ExampleOperation } from './example-operations';
import { PAGE_FOLDER } from './page';
import { sendProblem } from './problem';

/** Ways to get to know the interface without a client. */
export interface Exploring {
  /** GraphiQL, an IDE that needs nothing from elsewhere. */
  readonly graphiql: RouteHandlerMethod;
  /** The contract as text. */
  readonly contract: RouteHandlerMethod;
}

/** Makes both; what the settings switch off is not found. */
export function createExploring(
  schema: GraphQLSchema,
  operations: readonly ExampleOperation[],
  settings: Settings,
): Exploring {
  const page = settings.GRAPHIQL ? graphiqlPage(operations) : null;
  const contract = settings.INTROSPECTION ? printContract(schema) : null;
  const answer = (text: string | null, type: string, absent: string): RouteHandlerMethod =>
    function (request, reply) {
      if (text === null) {
        return sendProblem({ status: 404, code: 'NOT_FOUND', message: absent }, request, reply);
      }
      return reply.type(type).header('cache-control', 'no-cache').send(text);
    };
  return {
    graphiql: answer(
      page,
      'text/html; charset=utf-8',
      'GraphiQL is switched off, or was not built.',
    ),
    contract: answer(contract, 'text/plain; charset=utf-8', 'The schema is not shown here.'),
  };
}

/** GraphiQL's files, by what they are for, as the build lists them. */
interface GraphiqlFiles {
  readonly script: string;
  readonly style: string;
}

/** The IDE's page: no script in it but data, a tab for each operation; null where it was not built. */
function graphiqlPage(operations: readonly ExampleOperation[]): string | null {
  const files = readFiles();
  if (!files) return null;
  const data = {
    files,
    options: {
      title: 'Provador',
      endpoint: '/graphql',
      favicon: '/favicon.svg',
      defaultEditorToolsVisibility: 'variables',
      defaultTabs: operations.map(({ document, variables }) => ({
        query: document,
        variables: JSON.stringify(variables, null, 2),
      })),
    },
  };
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Provador: GraphiQL</title>
    <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
    <link rel="stylesheet" href="${files.style}" />
  </head>
  <body>
    <div id="root"></div>
    <script type="application/json" id="graphiql-data">${JSON.stringify(data).replaceAll('<', '\\u003c')}</script>
    <script src="${files.script}" defer></script>
  </body>
</html>
`;
}

function readFiles(): GraphiqlFiles | null {
  try {
    return JSON.parse(
      readFileSync(path.join(PAGE_FOLDER, 'graphiql.json'), 'utf8'),
    ) as GraphiqlFiles;
  } catch {
    return null;
  }
}
