import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asked } from './asked.ts';
import { openGallery } from './open-gallery.ts';
import type { Gallery } from './open-gallery.ts';

let gallery: Gallery;
beforeAll(async () => {
  gallery = await openGallery();
});
afterAll(() => gallery.close());

describe('connecting', () => {
  test('the focus is on the code; eight digits are sent without their space', async () => {
    const page = await gallery.open('connect-digits', 'light');
    expect(await page.getByLabel('Code').evaluate((field) => field === document.activeElement)).toBe(true);
    await page.keyboard.type('4827');
    await page.keyboard.press('Enter');
    await page.getByText('The code has 8 digits.').waitFor();
    expect(await asked(page, 'pair')).toEqual([]);
    await page.keyboard.type(' 1963');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'This browser is connected' }).waitFor();
    expect(await asked(page, 'pair')).toEqual([{ digits: '48271963', port: 7410 }]);
    await page.close();
  });

  test('an offered code connects nothing by itself: the person sees port and number, and presses', async () => {
    const page = await gallery.open('connect-offer', 'light');
    await page.getByText('at port 7410').waitFor();
    const number = page.getByRole('group', { name: 'Check number: 4 8 2 7' });
    expect(await number.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.press('Enter');
    expect(await asked(page, 'pair')).toEqual([]);
    await page.getByRole('button', { name: 'Numbers match, connect' }).click();
    await page.getByRole('heading', { name: 'This browser is connected' }).waitFor();
    expect(await asked(page, 'pair')).toEqual([{ code: 'sample', port: 7410 }]);
    await page.close();
  });

  test('a click that was meant for what stood there before is not taken', async () => {
    const page = await gallery.open('connect-offer', 'light');
    await page.addInitScript(() => {
      new MutationObserver((_changes, watch) => {
        const form = document.querySelector('form');
        if (form === null) return;
        watch.disconnect();
        form.requestSubmit();
        document.title = 'clicked';
      }).observe(document, { childList: true, subtree: true });
    });
    await page.reload();
    await expect.poll(() => page.title()).toBe('clicked');
    expect(await asked(page, 'pair')).toEqual([]);
    await page.close();
  });

  test('an offer can be turned down', async () => {
    const page = await gallery.open('connect-offer', 'light');
    await page.getByRole('button', { name: 'Don’t connect' }).click();
    expect(await asked(page, 'close')).toHaveLength(1);
    expect(await asked(page, 'pair')).toEqual([]);
    await page.close();
  });

  test('a refusal is said, and the code can be typed instead', async () => {
    const page = await gallery.open('connect-refused', 'light');
    await page.getByRole('alert').getByText('This code is wrong or no longer valid.').waitFor();
    expect(await page.getByLabel('Code').isEditable()).toBe(true);
    await page.close();
  });

  test('the page of the app offers the library where there is no extension', async () => {
    const page = await gallery.open('connect-served-alone', 'light');
    await page.getByRole('button', { name: 'Use the library here' }).click();
    expect(await asked(page, 'open-library')).toHaveLength(1);
    await page.close();
  });
});

describe('options', () => {
  test('a waiting page is removed only after the question, and all can be tried again', async () => {
    const page = await gallery.open('options-connected', 'light');
    await page.getByRole('button', { name: 'Try now' }).click();
    await expect.poll(() => asked(page, 'drain-outbox')).toHaveLength(1);
    await page.getByRole('button', { name: 'Remove What fsync does, and what it cannot do' }).click();
    expect(await asked(page, 'drop-waiting')).toEqual([]);
    await page.getByRole('button', { name: 'Remove 1 page' }).click();
    await expect.poll(() => asked(page, 'drop-waiting')).toEqual([{ capture_id: 'b' }]);
    await page.close();
  });

  test('another browser is disconnected after a question, and is gone from the list', async () => {
    const page = await gallery.open('options-disconnect', 'light');
    const dialog = page.getByRole('alertdialog', { name: 'Disconnect Firefox on Linux?' });
    expect(
      await dialog
        .getByRole('button', { name: 'Keep it connected' })
        .evaluate((button) => button.matches(':focus')),
    ).toBe(true);
    const revoked = async () =>
      (await asked(page, 'ask-daemon')).filter((one) => JSON.stringify(one).includes('revokeToken'));
    expect(await revoked()).toEqual([]);
    await dialog.getByRole('button', { name: 'Disconnect' }).click();
    await page.getByRole('row', { name: 'Firefox on Linux' }).waitFor({ state: 'detached' });
    expect(await revoked()).toEqual([{ endpoint: 'revokeToken', request: { client_id: 'other' } }]);
    expect(await asked(page, 'unpair')).toEqual([]);
    await page.close();
  });

  test('an agent is given forgetting and has it taken away by one click, and what it read is told', async () => {
    const page = await gallery.open('options-client-reads', 'light');
    const agent = page.getByRole('row', { name: /^claude/ });
    await expect.poll(() => agent.first().textContent()).toContain('Only pages tagged work');
    const reads = page.getByRole('list', { name: 'What claude read' });
    expect(await reads.getByRole('listitem').allTextContents()).toHaveLength(3);
    const edited = async () =>
      (await asked(page, 'ask-daemon')).filter((one) => JSON.stringify(one).includes('editToken'));
    await page.getByRole('button', { name: 'Allow forgetting by claude' }).click();
    await page.getByRole('button', { name: 'Stop forgetting by claude' }).click();
    await page.getByRole('button', { name: 'Allow forgetting by claude' }).waitFor();
    expect(await edited()).toEqual([
      {
        endpoint: 'editToken',
        request: { client_id: 'agent', scopes: ['read', 'capture', 'crawl', 'forget'] },
      },
      { endpoint: 'editToken', request: { client_id: 'agent', scopes: ['read', 'capture', 'crawl'] } },
    ]);
    expect(await page.getByRole('button', { name: /forgetting by (Chrome|Firefox|command)/ }).count()).toBe(
      0,
    );
    await page.close();
  });

  test('this browser gives its connection up, with the app and without', async () => {
    const page = await gallery.open('options-connected', 'light');
    await page.getByRole('button', { name: 'Disconnect Chrome on Linux' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Disconnect' }).click();
    await expect.poll(() => asked(page, 'unpair')).toHaveLength(1);
    await page.close();

    const away = await gallery.open('options-away', 'light');
    await away.getByRole('button', { name: 'Disconnect', exact: true }).click();
    await expect.poll(() => asked(away, 'unpair')).toHaveLength(1);
    await away.close();
  });

  test('nothing offers to disconnect the command line', async () => {
    const page = await gallery.open('options-connected', 'light');
    const row = page.getByRole('row', { name: 'command line' });
    await row.getByText('Everything').waitFor();
    expect(await row.getByRole('button').count()).toBe(0);
    await page.close();
  });
});
