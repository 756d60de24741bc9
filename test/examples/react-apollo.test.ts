import { describePage, FAULT } from './page-example';

describePage({
  name: 'react-apollo',
  ask: (page) => page.getByRole('button', { name: 'Grade it' }).click(),
  async look(page) {
    const pH = page.getByLabel('pH', { exact: true });
    await page.getByLabel('alcohol').fill('15.5');
    await this.ask(page);
    await page.getByText(/^Grade 6 \(score 6\.\d\d\), nine times in ten from \d to \d$/).waitFor();
    await page.getByText('alcohol of 15.5 is above 14.9, the highest').waitFor();

    await pH.fill('14.5');
    await this.ask(page);
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('alert').allTextContents()).toEqual([FAULT]);
    expect(await pH.getAttribute('aria-invalid')).toBe('true');

    await pH.fill('3.3');
    await page.getByLabel('alcohol').fill('9.6');
    await this.ask(page);
    await page.getByText(/^Grade \d \(score 5\.\d\d\)/).waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
    expect(await page.getByText('the highest').count()).toBe(0);
  },
});
