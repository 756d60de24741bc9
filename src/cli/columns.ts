import { type Headers } from '../tables/columns';
import {
  SCORE_FIELDS,
  scoreColumns,
  type OutputColumn,
  type ScoredTableKind,
  type ScoreField,
} from '../tables/output';
import { WINE_FIELDS } from '../wine-fields';
import { CommandError } from './command-error';
import { measurementOf, type GradedRow } from './graded-block';

/** What `--fields` may name besides what a table has unless it is asked for others. */
const MORE_FIELDS = {
  warnings: [{ name: 'warnings', kind: 'text', of: ({ grade }) => textOrNull(grade?.warnings) }],
  measurements: WINE_FIELDS.map((name, i) => ({
    name,
    kind: 'number',
    of: (row) => measurementOf(row, i),
  })),
} satisfies Record<string, readonly OutputColumn<GradedRow>[]>;

function textOrNull(text = ''): string | null {
  return text === '' ? null : text;
}

/** What `--fields` may name. */
export type Field = ScoreField | keyof typeof MORE_FIELDS;

export const FIELDS: readonly Field[] = [
  ...SCORE_FIELDS,
  ...(Object.keys(MORE_FIELDS) as (keyof typeof MORE_FIELDS)[]),
];

/**
 * Reads what `--fields` names.
 *
 * @param text names with commas between them.
 * @throws CommandError for one that is not known.
 */
export function readFields(text: string): Field[] {
  const fields = text.split(',').map((name) => name.trim());
  const unknown = fields.find((name) => !FIELDS.includes(name as Field));
  if (unknown === undefined) return fields as Field[];
  throw new CommandError(
    `--fields: expected some of ${FIELDS.join(', ')}, but ${JSON.stringify(unknown)} came`,
  );
}

/** The columns of a table that `provador score` writes. */
export function columnsOf(
  kind: ScoredTableKind,
  fields: readonly Field[],
): readonly OutputColumn<GradedRow>[] {
  return fields.flatMap<OutputColumn<GradedRow>>((field) =>
    field in MORE_FIELDS
      ? MORE_FIELDS[field as keyof typeof MORE_FIELDS]
      : scoreColumns(kind, [field as ScoreField]),
  );
}

/** The columns of a table that `provador explain` writes: baseline and measurements add up to the score. */
export function explanationColumns(kind: ScoredTableKind): readonly OutputColumn<GradedRow>[] {
  return [
    ...scoreColumns(kind, ['id', 'quality', 'score']),
    { name: 'baseline', kind: 'number', of: ({ grade }) => grade?.explanation?.baseline ?? null },
    ...WINE_FIELDS.map((name, i): OutputColumn<GradedRow> => ({
      name,
      kind: 'number',
      of: ({ grade }) => grade?.explanation?.contributions[i] ?? null,
    })),
    ...scoreColumns(kind, ['faults']),
  ];
}

/** The columns of a table of rejected rows: as they came, with their number and what is wrong with them. */
export function rejectedColumns({ names }: Headers): readonly OutputColumn<GradedRow>[] {
  return [
    ...names.map((name, i): OutputColumn<GradedRow> => ({
      name,
      kind: 'text',
      of: ({ block, row }) => block.cells?.[row]?.[i] ?? null,
    })),
    { name: 'row', kind: 'integer', of: ({ block, row }) => block.first + row + 1 },
    ...scoreColumns({ ids: false, grades: [] }, ['faults']),
  ];
}
