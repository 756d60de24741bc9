/**
 * Has work done on items as they come, on several at a time, and gives the results in the order of
 * the items. When it ends, for whatever reason, nothing of the work is going on any more.
 */
export async function* inOrder<Item, Result>(
  items: AsyncIterable<Item>,
  work: (item: Item) => Promise<Result>,
  atOnce: number,
): AsyncGenerator<Result, void, undefined> {
  const going: Promise<Result>[] = [];
  try {
    for await (const item of items) {
      const result = work(item);
      // It is awaited when its turn comes; until then its failure is nobody's.
      result.catch(() => undefined);
      going.push(result);
      if (going.length >= atOnce) yield await (going.shift() as Promise<Result>);
    }
    for (let next = going.shift(); next; next = going.shift()) yield await next;
  } finally {
    await Promise.allSettled(going);
  }
}
