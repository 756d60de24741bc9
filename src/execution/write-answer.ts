import { type BoundArguments, type Member, type WriteJson } from './json-writer';
import { turnOfItsOwn } from './turns';

/** Items of a list that are written, and laid into one piece of text, at a time. */
const ITEMS = 100;
/** How long the event loop is held before others get their turn, in ms; single wines wait for several. */
const TURN_MS = 1;

/**
 * Writes an object as JSON, at once where it is short. A long list in it is written a part at a time:
 * other requests get their turns meanwhile, and the many small texts that a part is made of are gone
 * before the next.
 */
export function writeAnswer(
  members: readonly Member[],
  source: unknown,
  bound: BoundArguments,
): string | Promise<string> {
  const values = members.map(({ read }) => read(source, bound));
  if (values.some(isLong)) return writeInParts(members, values, bound);
  return joined(members.map(({ before, write }, i) => before + write(values[i], bound)));
}

async function writeInParts(
  members: readonly Member[],
  values: readonly unknown[],
  bound: BoundArguments,
): Promise<string> {
  const texts: string[] = [];
  for (const [i, { before, write, writeItem }] of members.entries()) {
    const value = values[i];
    const text = writeItem && isLong(value) ? writeList(value, writeItem, bound) : undefined;
    texts.push(before + (text ? await text : write(value, bound)));
  }
  return joined(texts);
}

function isLong(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && value.length > ITEMS;
}

function joined(texts: readonly string[]): string {
  return `{${texts.join(',')}}`;
}

async function writeList(
  list: readonly unknown[],
  writeItem: WriteJson,
  bound: BoundArguments,
): Promise<string> {
  const parts: string[] = [];
  let turnEnds = performance.now() + TURN_MS;
  for (let start = 0; start < list.length; start += ITEMS) {
    const items: string[] = [];
    const end = Math.min(start + ITEMS, list.length);
    for (let i = start; i < end; i++) items.push(writeItem(list[i], bound));
    parts.push(items.join(','));
    if (performance.now() > turnEnds) {
      await turnOfItsOwn();
      turnEnds = performance.now() + TURN_MS;
    }
  }
  return `[${parts.join(',')}]`;
}
