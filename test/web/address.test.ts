import fc from 'fast-check';
import { readAddress, START, VIEWS, writeAddress } from '../../web/src/address/address';
import { EXAMPLES, toWine, WINE_FIELDS } from '../../web/src/wine/wine';

const measurement = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 });
const wine = fc
  .array(
    measurement.map((value) => value + 0),
    { minLength: 11, maxLength: 11 },
  )
  .map(toWine);

describe("the page's address", () => {
  it('says everything that it shows, and is read back as it was written', () => {
    const place = fc.record({
      view: fc.constantFrom(...VIEWS),
      wine,
      other: fc.option(wine),
      curve: fc.constantFrom(...WINE_FIELDS),
    });
    fc.assert(
      fc.property(place, (written) => {
        expect(readAddress(writeAddress(written))).toEqual(written);
      }),
    );
  });

  it('stays behind the #, so that no server sees a wine in a link', () => {
    expect(writeAddress(START)).toBe('#/wine?wine=7.5,0.62,0.1,2,0.08,14,45,0.9975,3.4,0.57,9.6');
  });

  it.each(['', '#', '#/cellar', '#/wine?wine=1,2,3', '#/wine?wine=a,b,c,d,e,f,g,h,i,j,k'])(
    'opens at the start when it is %j',
    (hash) => {
      expect(readAddress(hash)).toEqual(START);
    },
  );

  it('takes no empty measurement for a zero', () => {
    const { wine } = readAddress('#/wine?wine=7.5,,0.1,2,0.08,14,45,0.9975,3.4,0.57,9.6');
    expect(wine).toEqual(EXAMPLES.middling);
  });
});
