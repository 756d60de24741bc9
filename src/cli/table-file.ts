import { type OutputColumn } from '../tables/output';
import { createWriter, type Format, type TableWriter } from './formats';
import { openOutput, type Output } from './output';

/** Rows that become one piece of text: few enough that they are gone before a collection keeps them. */
const PIECE_ROWS = 500;

/** A table that is being written. */
export class TableFile<Row> {
  private constructor(
    private readonly output: Output,
    private readonly writer: TableWriter<Row>,
  ) {}

  /**
   * @param file undefined or `-`: standard output.
   * @throws CommandError when it cannot be written.
   */
  static async open<Row>(
    file: string | undefined,
    format: Format,
    columns: readonly OutputColumn<Row>[],
  ): Promise<TableFile<Row>> {
    const writer = await createWriter(format, columns);
    const table = new TableFile(await openOutput(file), writer);
    try {
      await table.output.write(writer.begin());
    } catch (error) {
      await table.discard();
      throw error;
    }
    return table;
  }

  /** Resolves when there is room for more. */
  async write(rows: Iterable<Row>): Promise<void> {
    let piece: Row[] = [];
    for (const row of rows) {
      if (piece.push(row) < PIECE_ROWS) continue;
      await this.output.write(this.writer.rows(piece));
      piece = [];
    }
    await this.output.write(this.writer.rows(piece));
  }

  /** Writes what stands behind all rows; it may be found from now on. */
  async finish(): Promise<void> {
    await this.output.write(this.writer.end());
    await this.output.commit();
  }

  /** It will not be whole: nothing of it stays. */
  discard(): Promise<void> {
    return this.output.discard();
  }
}
