import { type Listed } from '../graphql/plain-field';
import { type JsonText } from './json-text';
import { endOf, type BoundArguments, type Member, type WriteJson } from './json-writer';
import { turnOfItsOwn } from './turns';

/** A list of more items is long, and is written in parts of so many. */
const ITEMS = 100;
/** How long the event loop is held before others get their turn, in ms; single wines wait for several. */
const TURN_MS = 1;

/**
 * Writes an object as JSON, at once where it is short. A long list in it is written a part at a
 * time, so that other requests get their turns meanwhile.
 */
export function writeAnswer(
  members: readonly Member[],
  source: unknown,
  bound: BoundArguments,
  out: JsonText,
): Promise<void> | undefined {
  const values = members.map(({ read }) => read(source, bound));
  if (members.some(({ writeItem }, i) => writeItem && isLong(values[i]))) {
    return writeInParts(members, values, bound, out);
  }
  members.forEach(({ before, write }, i) => {
    out.add(before);
    write(values[i], bound, out);
  });
  out.add(endOf(members));
  return undefined;
}

async function writeInParts(
  members: readonly Member[],
  values: readonly unknown[],
  bound: BoundArguments,
  out: JsonText,
): Promise<void> {
  // Many may be answered by the same run.
  await turnOfItsOwn();
  for (const [i, { before, write, writeItem }] of members.entries()) {
    const value = values[i];
    out.add(before);
    if (writeItem && isLong(value)) await writeList(value, writeItem, bound, out);
    else write(value, bound, out);
  }
  out.add(endOf(members));
}

/** Whether a list's value is long; it may also be null. */
function isLong(list: unknown): list is Listed<unknown> {
  return list != null && (list as Listed<unknown>).length > ITEMS;
}

async function writeList(
  list: Listed<unknown>,
  writeItem: WriteJson,
  bound: BoundArguments,
  out: JsonText,
): Promise<void> {
  const before = out.size;
  let turnEnds = performance.now() + TURN_MS;
  for (let start = 0; start < list.length; start += ITEMS) {
    const end = Math.min(start + ITEMS, list.length);
    for (let i = start; i < end; i++) {
      out.add(i === 0 ? '[' : ',');
      writeItem(list.at(i), bound, out);
    }
    // Items of one list are about equally long.
    if (start === 0) out.expect((1.05 * (out.size - before) * (list.length - end)) / end);
    if (performance.now() > turnEnds) {
      await turnOfItsOwn();
      turnEnds = performance.now() + TURN_MS;
    }
  }
  out.add(']');
}
