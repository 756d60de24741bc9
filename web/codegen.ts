import { readFileSync, writeFileSync } from 'node:fs';
import { type CodegenConfig } from '@graphql-codegen/cli';

/** Says first where a generated file comes from; ESLint, to which the preset's first line speaks, ignores the folder. */
function nameOrigin(file: string): void {
  const [, ...lines] = readFileSync(file, 'utf8').split('\n');
  writeFileSync(
    file,
    ['// Written by `npm run codegen`: see web/codegen.ts.', ...lines].join('\n'),
  );
}

/**
 * The page's types, from the contract and the operations that README, IDE and tests use too. The page
 * takes its documents from `graphql.ts`; what else the preset always writes beside it is not kept.
 */
const config: CodegenConfig = {
  schema: 'schema/schema.graphql',
  documents: 'schema/operations/*.graphql',
  generates: {
    'web/src/gql/': {
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      config: { useTypeImports: true, enumsAsTypes: true },
    },
  },
  hooks: { afterOneFileWrite: nameOrigin },
};

export default config;
