import { type ModelVersion } from '../repository/model-version';
import { type Deadline } from './deadline';
import { ScoredWines } from './scored-wines';
import { type WineBlock } from './wine-block';

/**
 * Prepares a block and runs the model over it, at most `maxRunRows` wines at a time. ONNX Runtime
 * holds the event loop for as long as a run takes; between two runs other requests get theirs.
 *
 * @throws GatewayError `DEADLINE_EXCEEDED`, between two runs.
 */
export async function scoreWines(
  version: ModelVersion,
  wines: WineBlock,
  maxRunRows: number,
  deadline: Deadline,
): Promise<ScoredWines> {
  const { preparation, runner } = version;
  const prepared = preparation.prepare(wines.measurements, wines.rows);
  const outputs = new Float32Array(wines.rows * runner.outputWidth);
  for (let start = 0; start < wines.rows; start += maxRunRows) {
    deadline.check();
    const rows = Math.min(maxRunRows, wines.rows - start);
    const slice = prepared.subarray(start * preparation.width, (start + rows) * preparation.width);
    outputs.set(await runner.run(slice, rows), start * runner.outputWidth);
  }
  return new ScoredWines(version, wines, outputs);
}
