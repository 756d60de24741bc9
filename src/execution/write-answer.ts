import { setImmediate } from 'node:timers/promises';
import { type BoundArguments, type Member, type WriteJson } from './json-writer';

/** Items of a list that are written, and laid into one piece of text, at a time. */
const ITEMS = 100;
/** How long the event loop is held at most before others get their turn, in milliseconds. */
const TURN_MS = 5;

/**
 * Writes an object as JSON. A long list in it is written a part at a time: other requests get their
 * turns meanwhile, and the many small texts that a part is made of are gone before the next.
 */
export async function writeAnswer(
  members: readonly Member[],
  source: unknown,
  bound: BoundArguments,
): Promise<string> {
  const texts: string[] = [];
  for (const { before, read, write, writeItem } of members) {
    const value = read(source, bound);
    const isLong = writeItem && Array.isArray(value) && value.length > ITEMS;
    texts.push(before + (isLong ? await writeList(value, writeItem, bound) : write(value, bound)));
  }
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
      await setImmediate();
      turnEnds = performance.now() + TURN_MS;
    }
  }
  return `[${parts.join(',')}]`;
}
