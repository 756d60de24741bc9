import { type OutputColumn } from '../tables/output';
import { type TableWriter } from './formats';

/** Rows in a row group: few enough to be held, enough that its columns are worth compressing. */
const GROUP_ROWS = 50_000;

const TYPES = { integer: 'INT32', number: 'DOUBLE', text: 'STRING' } as const;

/** Parquet, compressed by Snappy, with the columns of the CSV; null where there is nothing. */
export async function parquetWriter<Row>(
  columns: readonly OutputColumn<Row>[],
): Promise<TableWriter<Row>> {
  // An ES module, which the other formats do without.
  const { ByteWriter, ParquetWriter, schemaFromColumnData } = await import('hyparquet-writer');
  const bytes = new ByteWriter();
  let waiting = columns.map(({ name, kind }) => ({
    name,
    type: TYPES[kind],
    data: [] as (number | string | null)[],
  }));
  const writer = new ParquetWriter({
    writer: bytes,
    schema: schemaFromColumnData({ columnData: waiting }),
    createdBy: 'provador',
  });
  const taken = (): Uint8Array => {
    // A copy: the writer goes on in the same memory. Offsets in the file are counted apart.
    const piece = bytes.getBytes().slice();
    bytes.index = 0;
    return piece;
  };
  const writeGroup = (): void => {
    const [{ data } = { data: [] }] = waiting;
    if (data.length === 0) return;
    void writer.write({ columnData: waiting, rowGroupSize: data.length });
    waiting = waiting.map((column) => ({ ...column, data: [] }));
  };
  return {
    begin: () => '',
    rows(rows) {
      for (const row of rows) columns.forEach(({ of }, i) => waiting[i]?.data.push(of(row)));
      if ((waiting[0]?.data.length ?? 0) >= GROUP_ROWS) writeGroup();
      return taken();
    },
    end() {
      writeGroup();
      void writer.finish();
      return taken();
    },
  };
}
