import { describePage, FAULT, rowsOf } from './page-example';

describePage({
  name: 'urql',
  ask: (page) => page.getByRole('button', { name: 'Grade again' }).click(),
  async look(page) {
    expect(await rowsOf(page)).toEqual([
      ['lot-1', '5', '5.33', '2'],
      ['lot-2', '7', '6.53', '2'],
      ['lot-3', FAULT],
    ]);
    await page.getByLabel('Model version').selectOption('1');
    await page.getByRole('cell', { name: '5.54' }).waitFor();
    expect(await rowsOf(page)).toEqual([
      ['lot-1', '6', '5.54', '1'],
      ['lot-2', '6', '6.28', '1'],
      ['lot-3', FAULT],
    ]);
  },
});
