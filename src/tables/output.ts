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
  /** By the grades of {@link OutputColumns}; empty for a version that only estimates a score. */
  readonly probabilities: ArrayLike<number>;
}

/** Which columns a scored table has. */
export interface OutputColumns {
  /** Whether the table that was read has references. */
  readonly ids: boolean;
  /** The grades with a probability each; empty for a version that only estimates a score. */
  readonly grades: readonly number[];
}

/** The first line of a scored table, with its line end: commas, decimal points. */
export function writeHeader({ ids, grades }: OutputColumns): string {
  const probabilities = grades.map((grade) => `probability_${grade}`);
  const names = ['quality', 'score', 'interval_low', 'interval_high', ...probabilities, 'faults'];
  return line(ids ? ['id', ...names] : names);
}

/** One line of a scored table, with its line end. What a rejected row has no answer for is empty. */
export function writeRow({ id, grade, faults }: ScoredRow, { ids, grades }: OutputColumns): string {
  const figures = grade
    ? [
        grade.quality,
        grade.score,
        grade.low,
        grade.high,
        ...grades.map((_, i) => grade.probabilities[i] ?? ''),
      ]
    : ['', '', '', '', ...grades.map(() => '')];
  const messages = faults.map(({ message }) => message).join(' ');
  return line([...(ids ? [id] : []), ...figures, messages]);
}

function line(cells: readonly (string | number)[]): string {
  return `${cells.map(writeCell).join(',')}\n`;
}

function writeCell(cell: string | number): string {
  const text = String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
