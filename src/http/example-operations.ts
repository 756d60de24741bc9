import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Kind, parse } from 'graphql';
import { type VersionRegistry } from '../serving/version-registry';
import { WINE_FIELDS } from '../wine-fields';

/** A document with variables that it runs with as it is. */
export interface ExampleOperation {
  readonly document: string;
  readonly variables: Record<string, unknown>;
}

/** Operations that the IDEs open with, of `schema/operations`, the first one foremost. */
const NAMES = [
  'predict',
  'predict-batch',
  'explain-wine',
  'sensitivity',
  'what-if',
  'improvement',
  'models',
  'model',
];

/** Reads the operations that the IDEs open with, about a real wine: the default version's first golden row. */
export function readExampleOperations({
  defaultVersion,
}: Pick<VersionRegistry, 'defaultVersion'>): ExampleOperation[] {
  const measurements = defaultVersion.golden.rows[0]?.measurements ?? [];
  const wine = Object.fromEntries(WINE_FIELDS.map((field, i) => [field, measurements[i]]));
  const values = new Map<string, unknown>([
    ['wine', wine],
    ['wines', ['lot-1', 'lot-2'].map((id) => ({ id, ...wine }))],
    ['feature', 'ALCOHOL'],
    ['changes', { sulphates: 0.8 }],
    ['targetQuality', 6],
    ['steps', 13],
  ]);
  const folder = path.resolve(__dirname, '..', '..', 'schema', 'operations');
  return NAMES.map((name) => {
    const document = readFileSync(path.join(folder, `${name}.graphql`), 'utf8');
    const variables = variablesOf(document)
      .filter((variable) => values.has(variable))
      .map((variable) => [variable, values.get(variable)]);
    return { document, variables: Object.fromEntries(variables) as Record<string, unknown> };
  });
}

function variablesOf(document: string): string[] {
  return parse(document).definitions.flatMap((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION
      ? (definition.variableDefinitions ?? []).map(({ variable }) => variable.name.value)
      : [],
  );
}
