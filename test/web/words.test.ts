import { en } from '../../web/src/words/en';
import { pt } from '../../web/src/words/pt';

/** Every text of a language by its place; of a text with gaps, what it makes of numbered ones. */
function texts(words: unknown, place = ''): [string, string][] {
  if (typeof words === 'string') return [[place, words]];
  if (typeof words === 'function') {
    const gaps = Array.from({ length: words.length }, (_, i) => `<${i}>`);
    return [[place, (words as (...gaps: string[]) => string)(...gaps)]];
  }
  return Object.entries(words as object).flatMap(([key, inner]) => texts(inner, `${place}.${key}`));
}

const english = new Map(texts(en));
const portuguese = texts(pt);

describe("the page's words", () => {
  it('are there in both languages', () => {
    expect(portuguese.map(([place]) => place).sort()).toEqual([...english.keys()].sort());
  });

  it.each(portuguese)('keep their gaps in Portuguese: %s', (place, text) => {
    const gaps = (of: string) => [...new Set(of.match(/<\d>/g))].sort();
    expect(gaps(text)).toEqual(gaps(english.get(place) ?? ''));
  });

  it('are translated where they are more than a name', () => {
    const alike = portuguese.filter(
      ([place, text]) => text.includes(' ') && english.get(place) === text,
    );
    expect(alike.map(([place]) => place)).toEqual(['.model.logLoss']);
  });
});
