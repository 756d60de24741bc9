/** What runs in each worker thread: sessions of its own for the models of all. */
import { constants, setPriority } from 'node:os';
import { threadId, workerData } from 'node:worker_threads';
import { inTurn } from './in-turn';
import { type OpenModel } from './model-runner';
import { openSession } from './onnx-session';
import { orderAlike, putBack, putInOrder } from './row-order';
import {
  type SharedModel,
  type WorkerAnswer,
  type WorkerSetup,
  type WorkerTask,
} from './worker-tasks';

interface WorkerModel {
  readonly inputWidth: number;
  readonly outputWidth: number;
  readonly session: Promise<OpenModel>;
}

// On Linux this is the thread's own: the event loop's thread goes first when cores are short.
if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_BELOW_NORMAL);

/**
 * Where a run's rows are put in order; there is one run at a time. It is kept for the next: a worker
 * makes so little besides that its heap would hold dozens before it collects any.
 */
let scratch = new Float32Array(0);

const setup = workerData as WorkerSetup;
const models = new Map<number, WorkerModel>();

/** Does one task. @throws Error when it fails. */
export async function work(task: WorkerTask): Promise<WorkerAnswer> {
  const before = models.size;
  if (task.do === 'open') await open(task.id, task.model).session;
  else if (task.do === 'close') await close(task.id);
  else if (task.do === 'run') await run(task);
  // Of one that was opened, the copy of its bytes.
  return { thread: threadId, leftGarbage: models.size !== before };
}

export default inTurn(work);

function open(id: number, shared: SharedModel): WorkerModel {
  const known = models.get(id);
  if (known) return known;
  const model = new Uint8Array(shared.model);
  const session = openSession({ ...shared, model }, setup.threads);
  // Whoever asks for the model is told; until then nobody needs to be.
  session.catch(() => undefined);
  const { inputWidth, outputWidth } = shared;
  const opened = { inputWidth, outputWidth, session };
  models.set(id, opened);
  return opened;
}

async function close(id: number): Promise<void> {
  const known = models.get(id);
  models.delete(id);
  setup.models.delete(id);
  await (await known?.session)?.release();
}

async function run({ id, rows, block }: Extract<WorkerTask, { do: 'run' }>): Promise<void> {
  const shared = setup.models.get(id);
  const known = models.get(id) ?? (shared && open(id, shared));
  if (!known) throw new Error('a run of a model that was released');
  const { inputWidth, outputWidth } = known;
  const session = await known.session;
  const values = rows * inputWidth;
  const prepared = new Float32Array(block, 0, values);
  const output = new Float32Array(block, values * prepared.BYTES_PER_ELEMENT, rows * outputWidth);
  // In Node 20 ONNX Runtime takes no shared memory for a tensor either, so the rows are copied anyway.
  if (scratch.length < values) scratch = new Float32Array(values);
  const ordered = scratch.subarray(0, values);
  const order = orderAlike(prepared, rows, inputWidth);
  putInOrder(prepared, order, inputWidth, ordered);
  const answers = await session.run(ordered, rows);
  putBack(answers, order, outputWidth, output);
}
