import { readFileSync, writeFileSync } from 'node:fs';
import { type CodegenConfig } from '@graphql-codegen/cli';

/** Has a generated file say why the rules are not held against it. */
function giveReason(file: string): void {
  const text = readFileSync(file, 'utf8');
  const reason =
    '/* eslint-disable -- written by `npm run codegen`, to be mended in web/codegen.ts */';
  writeFileSync(file, text.replace('/* eslint-disable */', reason));
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
  hooks: { afterOneFileWrite: giveReason },
};

export default config;
