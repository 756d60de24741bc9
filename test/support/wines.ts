import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type GoldenRows } from '../../src/repository/parameters';
import { WINE_FIELDS, type WineField } from '../../src/wine-fields';

export type Wine = Record<WineField, number>;

const root = path.resolve(__dirname, '..', '..');

/** A file of the project, by its path from the root. */
export function projectFile(...parts: string[]): string {
  return path.join(root, ...parts);
}

/** Measurements in the order of the UCI file as a `WineInput`. */
export function toWine(measurements: readonly number[]): Wine {
  return Object.fromEntries(WINE_FIELDS.map((field, i) => [field, measurements[i]])) as Wine;
}

/** The answers that training computed for a version's golden wines. */
export function goldenRows(version: string): GoldenRows {
  const file = projectFile('parameters', 'red-wine-quality', version, 'golden.json');
  return JSON.parse(readFileSync(file, 'utf8')) as GoldenRows;
}

/** The first wine of the UCI file. */
export const FIRST_WINE: Wine = toWine([7.4, 0.7, 0, 1.9, 0.076, 11, 34, 0.9978, 3.51, 0.56, 9.4]);

/** The same wine with the old API's keys. */
export const FIRST_RECORD = {
  'fixed acidity': 7.4,
  'volatile acidity': 0.7,
  'citric acid': 0,
  'residual sugar': 1.9,
  chlorides: 0.076,
  'free sulfur dioxide': 11,
  'total sulfur dioxide': 34,
  density: 0.9978,
  pH: 3.51,
  sulphates: 0.56,
  alcohol: 9.4,
};

/** An operation that README, Sandbox and tests share. */
export function operation(name: string): string {
  return readFileSync(projectFile('schema', 'operations', `${name}.graphql`), 'utf8');
}

export type UciFile = 'winequality-red.csv' | 'winequality-white.csv';

/**
 * A UCI file's wines, or null where the data is missing: it is not a part of the project. It is
 * looked for in `PROVADOR_DATA`, or in `shared/data` beside the checkout.
 */
export function readUci(name: UciFile): { wines: Wine[]; grades: number[] } | null {
  const folder = process.env['PROVADOR_DATA'] ?? path.join(root, '..', 'shared', 'data');
  const file = path.join(folder, name);
  if (!existsSync(file)) return null;
  const rows = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(';').map(Number));
  return { wines: rows.map(toWine), grades: rows.map((row) => row[11] ?? NaN) };
}

/** `it` where the UCI file is there; where it is not, a skipped test that says why. */
export function itWithUci(
  name: UciFile,
  behaviour: string,
  body: (data: NonNullable<ReturnType<typeof readUci>>) => Promise<void>,
): void {
  const data = readUci(name);
  if (data) it(behaviour, () => body(data));
  else
    it.skip(`${behaviour} [skipped: ${name} is not here; set PROVADOR_DATA to its folder]`, () =>
      undefined);
}
