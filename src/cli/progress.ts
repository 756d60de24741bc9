import { Presets, SingleBar } from 'cli-progress';
import { isStandard } from './output';

/** Shows how far a table is. */
export interface Progress {
  /** @param bytes of the input that were read. */
  update(rows: number, bytes: number): void;
  stop(): void;
}

const NONE: Progress = { update: () => undefined, stop: () => undefined };

/**
 * A bar on standard error where that is a terminal which can draw one and on which no table is
 * written; nothing elsewhere. It has no colours.
 *
 * @param totalBytes of the input; undefined: nobody knows, and only rows are counted.
 * @param output where the table is written, as `openOutput` has it.
 */
export function startProgress(
  totalBytes: number | undefined,
  output: string | undefined,
): Progress {
  const { stderr, stdout, env } = process;
  const showsTable = isStandard(output) && stdout.isTTY;
  if (!stderr.isTTY || env['TERM'] === 'dumb' || showsTable) return NONE;
  const begun = performance.now();
  const bar = new SingleBar(
    {
      format:
        totalBytes === undefined
          ? '{rows} rows, {speed} rows/s'
          : '{bar} {percentage} %  {rows} rows, {speed} rows/s, {eta_formatted} left',
      stream: stderr,
      hideCursor: true,
      clearOnComplete: true,
      etaBuffer: 50,
    },
    Presets.shades_classic,
  );
  const figures = (rows: number) => ({
    rows: rows.toLocaleString('en'),
    speed: Math.round((1000 * rows) / (performance.now() - begun)).toLocaleString('en'),
  });
  bar.start(totalBytes ?? 1, 0, figures(0));
  return {
    update(rows, bytes) {
      bar.update(totalBytes === undefined ? 0 : Math.min(bytes, totalBytes), figures(rows));
    },
    stop() {
      bar.stop();
    },
  };
}
