import { type TableFault } from './rows';

/** What is written of one row of a table. */
export interface ScoredRow {
  /** The caller's own reference; empty where the table has none for it. */
  readonly id: string;
  /** Null where the row was rejected. */
  readonly grade: RowGrade | null;
  readonly faults: readonly TableFault[];
}

/** A row's answer. */
export interface RowGrade {
  readonly quality: number;
  readonly score: number;
  /** The interval's lowest and highest grade. */
  readonly low: number;
  readonly high: number;
  /** By the grades of {@link ScoredTableKind}; empty for a version that only estimates a score. */
  readonly probabilities: ArrayLike<number>;
}

/** What a scored table's columns depend on. */
export interface ScoredTableKind {
  /** Whether the table that was read has references. */
  readonly ids: boolean;
  /** The grades with a probability each; empty for a version that only estimates a score. */
  readonly grades: readonly number[];
}

/** A column of a table that is written. */
export interface OutputColumn<Row> {
  readonly name: string;
  readonly kind: 'integer' | 'number' | 'text';
  /** What stands in it; null where a row has nothing for it. */
  readonly of: (row: Row) => number | string | null;
}

type MakeColumns = (kind: ScoredTableKind) => readonly OutputColumn<ScoredRow>[];

const FIELDS = {
  id: ({ ids }) => (ids ? [{ name: 'id', kind: 'text', of: ({ id }) => id || null }] : []),
  quality: () => [{ name: 'quality', kind: 'integer', of: ({ grade }) => grade?.quality ?? null }],
  score: () => [{ name: 'score', kind: 'number', of: ({ grade }) => grade?.score ?? null }],
  interval: () => [
    { name: 'interval_low', kind: 'integer', of: ({ grade }) => grade?.low ?? null },
    { name: 'interval_high', kind: 'integer', of: ({ grade }) => grade?.high ?? null },
  ],
  probabilities: ({ grades }) =>
    grades.map((grade, i) => ({
      name: `probability_${grade}`,
      kind: 'number',
      of: (row) => row.grade?.probabilities[i] ?? null,
    })),
  faults: () => [{ name: 'faults', kind: 'text', of: ({ faults }) => textOf(faults) }],
} satisfies Record<string, MakeColumns>;

/** What can be written of a scored row; an interval and probabilities take several columns. */
export type ScoreField = keyof typeof FIELDS;

/** All of them, in the order in which a table has them unless it is asked for others. */
export const SCORE_FIELDS = Object.keys(FIELDS) as readonly ScoreField[];

/** The columns of a scored table. */
export function scoreColumns(
  kind: ScoredTableKind,
  fields: readonly ScoreField[] = SCORE_FIELDS,
): readonly OutputColumn<ScoredRow>[] {
  return fields.flatMap<OutputColumn<ScoredRow>>((field) => FIELDS[field](kind));
}

/** The first line of a table, with its line end: commas, decimal points. */
export function writeHeader(columns: readonly OutputColumn<never>[]): string {
  return `${columns.map(({ name }) => writeCell(name)).join(',')}\n`;
}

/** One line of a table, with its line end. What a row has nothing for is empty. */
export function writeRow<Row>(row: Row, columns: readonly OutputColumn<Row>[]): string {
  let line = '';
  let numbers: number[] = [];
  for (const { of } of columns) {
    const value = of(row);
    if (typeof value === 'number') {
      numbers.push(value);
      continue;
    }
    if (numbers.length > 0) line += `${writeNumbers(numbers)},`;
    numbers = [];
    line += value === null ? ',' : `${writeCell(value)},`;
  }
  line = numbers.length > 0 ? line + writeNumbers(numbers) : line.slice(0, -1);
  // An empty line would be taken for no row at all.
  return line === '' ? '""\n' : `${line}\n`;
}

/** Finite numbers with commas between them: JSON's writer makes the same texts in half the time. */
function writeNumbers(numbers: readonly number[]): string {
  return JSON.stringify(numbers).slice(1, -1);
}

function textOf(faults: readonly TableFault[]): string | null {
  return faults.length === 0 ? null : faults.map(({ message }) => message).join(' ');
}

function writeCell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
