import fc from 'fast-check';
import { readHeaders, recogniseColumns } from '../../src/tables/columns';
import { detectDelimiter } from '../../src/tables/delimiter';
import { readNumber } from '../../src/tables/numbers';
import { scoreColumns, writeHeader, writeRow } from '../../src/tables/output';
import { isBlank, readRow } from '../../src/tables/rows';
import { WIDTH, WINE_FEATURES, WINE_FIELDS } from '../../src/wine-fields';
import { FIRST_RECORD, FIRST_WINE } from '../support/wines';

const UCI = [...Object.keys(FIRST_RECORD), 'quality'];

describe('a number in a table', () => {
  it.each([
    ['7.4', 7.4],
    ['7,4', 7.4],
    [' 0,076 ', 0.076],
    ['.5', 0.5],
    ['7.', 7],
    ['-1', -1],
    ['9.4e-1', 0.94],
    ['1,234', 1.234],
    ['999999999999999', 999999999999999],
    ['9999999999999999', 1e16],
    ['0.30000000000000004', 0.30000000000000004],
    ['123456789.0123456', 123456789.0123456],
    ['+.5', 0.5],
  ])('is read from %j', (text, value) => {
    expect(readNumber(text)).toBe(value);
  });

  it('is the double that JSON makes of it', () => {
    fc.assert(
      fc.property(fc.nat(99_999_999), fc.nat(8), (digits, decimals) => {
        const text = (digits / 10 ** decimals).toFixed(decimals);
        expect(readNumber(text)).toBe(JSON.parse(text));
      }),
    );
  });

  it.each([
    '',
    ' ',
    '.',
    ',',
    'n/a',
    '7.4.1',
    '1.234,5',
    '7,4,1',
    '0x10',
    'Infinity',
    '7 4',
    '<0.1',
  ])('is not read from %j', (text) => {
    expect(readNumber(text)).toBeNaN();
  });
});

describe("a table's columns", () => {
  it('are recognised by the headers of the UCI file, its grade not used', () => {
    const columns = recogniseColumns(UCI);
    expect(columns.of).toEqual(WINE_FIELDS.map((_, i) => i));
    expect(columns).toMatchObject({ id: -1, missing: [], ignored: ['quality'] });
  });

  it('are recognised by the names of the schema in any order', () => {
    const columns = recogniseColumns(['wineId', ...[...WINE_FIELDS].reverse()]);
    expect(columns.of).toEqual(WINE_FIELDS.map((_, i) => WINE_FIELDS.length - i));
    expect(columns.id).toBe(0);
  });

  it('are recognised by the names of WineFeature, and whatever the case and the spaces', () => {
    expect(recogniseColumns(WINE_FEATURES).missing).toEqual([]);
    expect(recogniseColumns([' Fixed  Acidity ', '"PH"', 'free_SO2']).missing).not.toEqual(
      expect.arrayContaining(['fixedAcidity', 'pH', 'freeSulfurDioxide']),
    );
  });

  it('tell what is missing and what is not used', () => {
    const columns = recogniseColumns(['alcohol', 'Alcohol', 'vineyard']);
    expect(columns.of[WINE_FIELDS.indexOf('alcohol')]).toBe(0);
    expect(columns.missing).toEqual(WINE_FIELDS.filter((field) => field !== 'alcohol'));
    expect(columns.ignored).toEqual(['Alcohol', 'vineyard']);
  });
});

describe("a table's first line", () => {
  it('is read without the mark that some programs begin a file with', () => {
    expect(readHeaders(['\uFEFFalcohol ', 'pH']).names).toEqual(['alcohol', 'pH']);
  });
});

describe("a table's line", () => {
  it.each([
    [[''], true],
    [[' ', '', '\t'], true],
    [['', '0'], false],
  ])('%j is blank: %j', (cells, blank) => {
    expect(isBlank(cells)).toBe(blank);
  });
});

describe("a table's delimiter", () => {
  it.each([';', ',', '\t', '|'])('is found to be %j', (delimiter) => {
    expect(detectDelimiter(UCI.map((name) => `"${name}"`).join(delimiter))).toBe(delimiter);
  });

  it('is looked for in the first line that is not blank', () => {
    expect(detectDelimiter('\n \r\nalcohol;pH\n1,2,3,4')).toBe(';');
  });

  it('is the one whose cells name measurements, not the one that is there most often', () => {
    expect(detectDelimiter('alcohol;pH;note, remark, origin, year')).toBe(';');
  });
});

describe("a table's row", () => {
  const columns = recogniseColumns([...WINE_FIELDS].reverse());
  const cells = WINE_FIELDS.map((field) => String(FIRST_WINE[field])).reverse();

  it('is read into a block, whatever the order of the columns', () => {
    const block = new Float64Array(2 * WIDTH);
    expect(readRow(cells, columns, block, WIDTH)).toEqual([]);
    expect([...block.subarray(WIDTH)]).toEqual(Object.values(FIRST_WINE));
  });

  it('with decimal commas is the same row', () => {
    const block = new Float64Array(WIDTH);
    const commas = cells.map((cell) => cell.replace('.', ','));
    expect(readRow(commas, columns, block, 0)).toEqual([]);
    expect([...block]).toEqual(Object.values(FIRST_WINE));
  });

  it('tells what is missing and what is no number, in the order of the measurements', () => {
    const block = new Float64Array(WIDTH);
    const faulty = ['', '0.56', 'three', ...cells.slice(3, -1)];
    expect(readRow(faulty, columns, block, 0)).toEqual([
      { field: 'fixedAcidity', code: 'MISSING_VALUE', message: 'fixedAcidity must be given.' },
      {
        field: 'pH',
        code: 'NOT_A_NUMBER',
        message: 'pH must be a number, but "three" came.',
      },
      { field: 'alcohol', code: 'MISSING_VALUE', message: 'alcohol must be given.' },
    ]);
    expect(block[0]).toBeNaN();
  });

  it('takes no number that JSON cannot say', () => {
    const block = new Float64Array(WIDTH);
    const [fault] = readRow(['1e999', ...cells.slice(1)], columns, block, 0);
    expect(fault?.message).toBe('alcohol must be a number, but "1e999" came.');
  });

  it('shows only the beginning of a cell that is long', () => {
    const block = new Float64Array(WIDTH);
    const [fault] = readRow(['x'.repeat(100), ...cells.slice(1)], columns, block, 0);
    expect(fault?.message).toBe(`alcohol must be a number, but "${'x'.repeat(40)}…" came.`);
  });
});

describe('a graded table', () => {
  const columns = scoreColumns({ ids: true, grades: [5, 6] });
  const grade = { quality: 5, score: 5.25, low: 5, high: 6, probabilities: [0.75, 0.25] };

  it('has a column for the reference and for each probability', () => {
    expect(writeHeader(columns)).toBe(
      'id,quality,score,interval_low,interval_high,probability_5,probability_6,faults\n',
    );
    expect(writeRow({ id: 'lot-1', grade, faults: [] }, columns)).toBe(
      'lot-1,5,5.25,5,6,0.75,0.25,\n',
    );
  });

  it('has neither where there are none', () => {
    const bare = scoreColumns({ ids: false, grades: [] });
    expect(writeHeader(bare)).toBe('quality,score,interval_low,interval_high,faults\n');
    expect(writeRow({ id: '', grade, faults: [] }, bare)).toBe('5,5.25,5,6,\n');
  });

  it('keeps the place of a rejected row, with its faults', () => {
    const faults = [
      { field: 'pH', code: 'MISSING_VALUE', message: 'pH must be given.' },
      {
        field: 'alcohol',
        code: 'NOT_A_NUMBER',
        message: 'alcohol must be a number, but "x" came.',
      },
    ] as const;
    expect(writeRow({ id: 'a "b", c', grade: null, faults }, columns)).toBe(
      '"a ""b"", c",,,,,,,"pH must be given. alcohol must be a number, but ""x"" came."\n',
    );
  });

  it('has the columns that are asked for, in that order, and no line that looks like none', () => {
    const asked = scoreColumns({ ids: true, grades: [] }, ['score', 'id']);
    expect(writeHeader(asked)).toBe('score,id\n');
    expect(writeRow({ id: 'a', grade, faults: [] }, asked)).toBe('5.25,a\n');
    const alone = scoreColumns({ ids: true, grades: [] }, ['quality']);
    expect(writeRow({ id: 'a', grade: null, faults: [] }, alone)).toBe('""\n');
  });
});
