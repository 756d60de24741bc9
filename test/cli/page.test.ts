import Papa from 'papaparse';
import { readHeaders } from '../../src/tables/columns';
import { detectDelimiter } from '../../src/tables/delimiter';
import { isBlank, readRow } from '../../src/tables/rows';
import { WIDTH } from '../../src/wine-fields';
import { type ScoredTable } from '../../web/src/table/scored-table';
import { writeTable } from '../../web/src/table/write-table';
import { provador } from '../support/command-line';
import { startGateway, type TestGateway } from '../support/gateway';
import { mixedTable, uciTable } from '../support/tables';
import { operation, toWine } from '../support/wines';

interface Answer {
  readonly predictions: readonly ({
    readonly quality: number;
    readonly score: number;
    readonly interval: { readonly low: number; readonly high: number };
    readonly probabilities: readonly { readonly grade: number; readonly probability: number }[];
  } | null)[];
  readonly rejected: readonly { readonly index: number; readonly faults: never[] }[];
}

describe('the table that the page writes', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startGateway({ LOG_LEVEL: 'silent' });
  });
  afterAll(() => gateway.stop());

  /** Fills the page's table as the page does, by the gateway's answer to the page's operation. */
  async function tableOf(text: string): Promise<ScoredTable> {
    const [head = [], ...lines] = Papa.parse<string[]>(text, {
      delimiter: detectDelimiter(text),
    }).data.filter((cells) => !isBlank(cells));
    const headers = readHeaders(head);
    const rows = lines.length;
    const wines = new Float64Array(rows * WIDTH);
    const faults: ScoredTable['faults'] = new Map();
    lines.forEach((cells, row) => {
      const found = readRow(cells, headers, wines, row * WIDTH);
      if (found.length > 0) faults.set(row, found);
    });
    const sent = lines.map((_, row) => row).filter((row) => !faults.has(row));
    const { data } = await gateway.query(operation('score-wines'), {
      wines: sent.map((row) => toWine([...wines.subarray(row * WIDTH, (row + 1) * WIDTH)])),
    });
    const { predictions, rejected } = data?.['predictBatch'] as unknown as Answer;
    for (const { index, faults: found } of rejected) faults.set(sent[index] ?? -1, found);
    const grades = predictions.find(Boolean)?.probabilities.map(({ grade }) => grade) ?? [];
    const table: ScoredTable = {
      rows,
      done: rows,
      ids: headers.id < 0 ? null : lines.map((cells) => (cells[headers.id] ?? '').trim()),
      wines,
      quality: new Int8Array(rows).fill(-1),
      score: new Float64Array(rows),
      low: new Int8Array(rows),
      high: new Int8Array(rows),
      grades,
      probabilities: new Float64Array(rows * grades.length),
      faults,
    };
    predictions.forEach((prediction, i) => {
      const row = sent[i] ?? -1;
      if (!prediction) return;
      table.quality[row] = prediction.quality;
      table.score[row] = prediction.score;
      table.low[row] = prediction.interval.low;
      table.high[row] = prediction.interval.high;
      prediction.probabilities.forEach(({ probability }, g) => {
        table.probabilities[row * grades.length + g] = probability;
      });
    });
    return table;
  }

  it.each([
    ['of wines as the UCI file has them', uciTable(24)],
    ['with references, decimal commas and rejected rows', mixedTable],
  ])('%s is that of the command line, byte for byte', async (_, input) => {
    const page = await writeTable(await tableOf(input)).text();
    expect(page).toBe((await provador(['score'], { input })).stdout);
  });
});
