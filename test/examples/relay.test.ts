import { describePage, FAULT, rowsOf } from './page-example';

describePage({
  name: 'relay',
  ask: (page) => page.reload(),
  async look(page) {
    expect(await rowsOf(page)).toEqual([
      ['lot-1', '5 (5–6)', 'ALCOHOL: -0.19'],
      ['lot-2', '7 (6–7)', 'ALCOHOL: 0.58'],
      ['lot-3', FAULT],
    ]);
  },
});
