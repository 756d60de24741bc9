import { GatewayError } from '../errors';

/**
 * Holds the number of wines against the limit, before any of them is looked at.
 *
 * @throws GatewayError `BATCH_TOO_LARGE`.
 */
export function admitRows(rows: number, maxBatchRows: number): void {
  if (rows > maxBatchRows) {
    throw new GatewayError(
      'BATCH_TOO_LARGE',
      `Expected at most ${maxBatchRows} wines in one operation, but ${rows} came. Send them in several.`,
      { rows, maxBatchRows },
    );
  }
}
