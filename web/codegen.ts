import { type CodegenConfig } from '@graphql-codegen/cli';

/**
 * The page's types, from the contract and the operations that README, IDE and tests use too. The page
 * takes its documents from `graphql.ts`; `gql.ts` and `index.ts`, with an `any` of theirs, are what
 * the preset always writes beside it, and are neither linted nor bundled.
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
};

export default config;
