// Connecting as a person does it: the link the terminal prints, the number to compare, one press; and everything that must
// not connect. Real browser, real extension, real daemon.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium } from 'playwright';
import type { BrowserContext, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkNumber } from '../../shared/contract/check-number.ts';
import { EXTENSION_ID } from '../../shared/contract/extension-id.ts';
import { chromiumPath } from '../chromium.ts';
import { startDaemonProcess } from '../daemon-process.ts';
import type { DaemonProcess } from '../daemon-process.ts';
import { openWebSite } from '../fakes/web-site.ts';
import type { WebSite } from '../fakes/web-site.ts';
import { launchWithExtension } from './launch-with-extension.ts';

const ORIGIN = `chrome-extension://${EXTENSION_ID}`;
/** As long as a code, and made by nobody. */
const INVENTED = 'inventedByAPage_0123456789';

let folder: string;
let daemon: DaemonProcess;
let site: WebSite;
let browser: BrowserContext;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pagekeep-connect-'));
  daemon = await startDaemonProcess({ dataDir: join(folder, 'memory') });
  site = await openWebSite({
    '/': (_request, response) => response.setHeader('content-type', 'text/html').end('<title>Evil</title>'),
    '/connect': (_request, response) => response.setHeader('content-type', 'text/html').end('<p>Evil</p>'),
  });
  browser = await launchWithExtension({ profile: join(folder, 'profile'), sitesPort: site.port });
});
afterAll(async () => {
  await browser?.close();
  await daemon?.stop();
  await site?.close();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

const linkTo = (page: string, code: string): string => `http://127.0.0.1:${daemon.port}/${page}#${code}`;

async function newLink(): Promise<{ link: string; code: string; check: string; digits: string }> {
  const { code, check, digits } = await daemon.call('openPairing');
  return { link: linkTo('connect', code), code, check, digits };
}

/** Opens an address and gives its tab and the one that the extension opens next to it. */
async function openBoth(link: string): Promise<{ ours: Page; served: Page }> {
  const served = await browser.newPage();
  const opened = browser.waitForEvent('page', (page) => page.url().startsWith(`${ORIGIN}/connect.html`));
  await served.goto(link);
  return { served, ours: await opened };
}

async function connectedBrowsers(): Promise<string[]> {
  const { tokens } = await daemon.call('tokens');
  return tokens.filter(({ origin }) => origin === ORIGIN).map(({ client_id }) => client_id);
}

async function disconnectAll(): Promise<void> {
  for (const client_id of await connectedBrowsers()) await daemon.call('revokeToken', { client_id });
}

function shownNumber(page: Page): Promise<string | null> {
  return page.getByRole('group', { name: 'Check number' }).textContent();
}

/** Waits for a heading; fails with what stands there instead. */
async function sees(page: Page, name: string): Promise<void> {
  await page
    .getByRole('heading', { name })
    .waitFor({ timeout: 20_000 })
    .catch(async () => {
      throw new Error(`No heading “${name}” but: ${await page.locator('body').innerText()}`);
    });
}

const press = (page: Page) => page.getByRole('button', { name: 'Numbers match, connect' }).click();

async function violations(page: Page): Promise<string[]> {
  const found = await new AxeBuilder({ page }).setLegacyMode().analyze();
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
}

// The printed link is the first code there is, so what makes newer ones comes after it.
describe.sequential('in this order', { shuffle: false }, () => {
  describe.sequential('connecting', { shuffle: false }, () => {
    test('the printed link, the printed number and one press connect this browser', async () => {
      const [link = ''] = /http:\/\/127\.0\.0\.1:\d+\/connect#[\w-]{22}/u.exec(daemon.printed()) ?? [];
      const check = /Check number +(\d{4}) /u.exec(daemon.printed())?.[1];
      const { ours, served } = await openBoth(link);

      expect(await shownNumber(ours)).toBe(check);
      expect(await ours.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toContain(
        'Check number',
      );
      await sees(served, 'Go on in the other tab');
      for (const page of [ours, served]) expect(page.url()).not.toContain(link.split('#')[1]);
      expect(await connectedBrowsers()).toEqual([]);

      await press(ours);
      await sees(ours, 'This browser is connected');
      await sees(served, 'This browser is connected');
      expect(await connectedBrowsers()).toHaveLength(1);
      expect(await violations(served)).toEqual([]);
      await ours.close();
      await served.close();
    });

    test('a connected browser says so on the next link, opens nothing, and leaves the code for the library', async () => {
      const { link } = await newLink();
      const before = browser.pages().length;
      const served = await browser.newPage();
      await served.goto(link);
      await served.getByText('There is nothing left to connect.').waitFor();
      expect(browser.pages()).toHaveLength(before + 1);
      await served.getByRole('button', { name: 'Use the library here' }).click();
      await served.waitForURL((url) => url.pathname === '/library');
      await served.close();
    });

    test('the options list who is connected; another one is shut out at once, and so is this browser', async () => {
      const script = await daemon.call('createToken', { name: 'a script', scopes: ['read'] });
      const reads = () =>
        fetch(`http://127.0.0.1:${daemon.port}/api/v1/stats`, {
          headers: { authorization: `Bearer ${script.token}` },
        }).then(({ status }) => status);
      expect(await reads()).toBe(200);

      const options = await browser.newPage();
      await options.goto(`${ORIGIN}/options.html`);
      const own = options.getByRole('row', { name: 'This browser' });
      await own.getByText('Save, search, forget').waitFor();
      await options.getByRole('button', { name: 'Disconnect a script' }).click();
      expect(await reads()).toBe(200);
      await options.getByRole('alertdialog').getByRole('button', { name: 'Disconnect' }).click();
      await options.getByRole('row', { name: 'a script' }).waitFor({ state: 'detached' });
      expect(await reads()).toBe(401);

      await own.getByRole('button').click();
      await options.getByRole('alertdialog').getByRole('button', { name: 'Disconnect' }).click();
      await options.getByText('Not connected', { exact: true }).waitFor();
      expect(await connectedBrowsers()).toEqual([]);
      await options.close();
    });

    test('a newer code ends an older one; the refusal is said and the digits connect', async () => {
      const old = await newLink();
      const { ours, served } = await openBoth(old.link);
      expect(await shownNumber(ours)).toBe(old.check);
      const { digits } = await newLink();
      await press(ours);
      await ours.getByRole('alert').getByText('This code is wrong or no longer valid.').waitFor();
      expect(await connectedBrowsers()).toEqual([]);
      await ours.getByLabel('Code').fill(digits);
      await ours.getByRole('button', { name: 'Connect' }).click();
      await sees(ours, 'This browser is connected');
      expect(await connectedBrowsers()).toHaveLength(1);
      await sees(served, 'This browser is connected');
      await ours.close();
      await served.close();
    });

    test('a browser that was shut out from elsewhere says so at its next question', async () => {
      await disconnectAll();
      const options = await browser.newPage();
      await options.goto(`${ORIGIN}/options.html`);
      await options.getByText('Not connected', { exact: true }).waitFor();
      await options.close();
    });

    test('a code that was used connects nobody a second time', async () => {
      const { code, link } = await newLink();
      const { ours, served } = await openBoth(link);
      await press(ours);
      await sees(ours, 'This browser is connected');
      await disconnectAll();
      await ours.goto('about:blank');
      await ours.goto(`${ORIGIN}/connect.html#code=${code}&port=${daemon.port}`);
      await press(ours);
      await ours.getByRole('alert').getByText('This code is wrong or no longer valid.').waitFor();
      expect(await connectedBrowsers()).toEqual([]);
      await ours.close();
      await served.close();
    });
  });

  describe.sequential('what must not connect', { shuffle: false }, () => {
    test('another program on this computer shows a number the terminal does not, and gets nothing without a press', async () => {
      const { check } = await newLink();
      site.requests.length = 0;
      const { ours, served } = await openBoth(`http://127.0.0.1:${site.port}/connect#${INVENTED}`);
      await ours.getByText(`at port ${site.port}`).waitFor();
      expect(await shownNumber(ours)).toBe(await checkNumber(INVENTED));
      expect(await shownNumber(ours)).not.toBe(check);
      await ours.keyboard.press('Enter');
      await ours.waitForTimeout(1_000);
      await ours.getByRole('button', { name: 'Don’t connect' }).click();
      await expect.poll(() => ours.isClosed()).toBe(true);
      expect(site.requests.filter((path) => path.startsWith('/pair'))).toEqual([]);
      await served.close();
    });

    test('a web page that leads to the app’s connect page gets neither the page nor a connection', async () => {
      const evil = await browser.newPage();
      await evil.goto('http://evil.example/');
      const opened = browser.waitForEvent('page', (page) => page.url().startsWith(`${ORIGIN}/connect.html`));
      const [answer] = await Promise.all([
        evil.waitForResponse((response) => response.url().includes('/connect')),
        evil.evaluate((address) => location.assign(address), linkTo('connect', `${INVENTED}2`)),
      ]);
      expect(answer.status()).toBe(403);
      const ours = await opened;
      expect(await shownNumber(ours)).toBe(await checkNumber(`${INVENTED}2`));
      await press(ours);
      await ours.getByRole('alert').getByText('This code is wrong or no longer valid.').waitFor();
      expect(await connectedBrowsers()).toEqual([]);
      await ours.close();
      await evil.close();
    });

    test('no web page can open the extension’s connect page with a code of its own', async () => {
      const evil = await browser.newPage();
      await evil.goto('http://evil.example/');
      const before = browser.pages().length;
      await evil.evaluate((address) => {
        const frame = document.createElement('iframe');
        frame.src = address;
        document.body.append(frame);
        location.assign(address);
      }, `${ORIGIN}/connect.html#code=${INVENTED}&port=${site.port}`);
      await evil.waitForTimeout(500);
      expect(evil.url()).not.toContain('connect.html');
      expect(browser.pages()).toHaveLength(before);
      await evil.close();
    });
  });

  describe.sequential('the app’s page in a browser without the extension', { shuffle: false }, () => {
    let plain: BrowserContext;
    beforeAll(async () => {
      const started = await chromium.launch({
        executablePath: chromiumPath(),
        args: ['--no-sandbox', '--disable-gpu', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'],
      });
      plain = await started.newContext({ colorScheme: 'dark' });
    });
    afterAll(() => plain.browser()?.close());

    test('it says how to add it, keeps to its policy, and goes on to the library', async () => {
      const { link } = await newLink();
      const page = await plain.newPage();
      const complaints: string[] = [];
      const strangers: string[] = [];
      page.on('console', (line) => line.type() === 'error' && complaints.push(line.text()));
      page.on('pageerror', (error) => complaints.push(String(error)));
      page.on('request', (request) => {
        if (!request.url().startsWith(`http://127.0.0.1:${daemon.port}/`)) strangers.push(request.url());
      });
      await page.goto(link);
      await sees(page, 'Add Pagekeep to this browser');
      await page.getByText('chrome://extensions').waitFor();
      expect(await violations(page)).toEqual([]);
      expect(complaints).toEqual([]);
      expect(strangers).toEqual([]);
      await page.getByRole('button', { name: 'Use the library here' }).click();
      await page.waitForURL((url) => url.pathname === '/library');
      await page.close();
    });

    test('after two minutes, or without a code, it says that the link has ended', async () => {
      const { link } = await newLink();
      const page = await plain.newPage();
      await page.clock.install();
      await page.goto(link);
      await page.clock.runFor(2_000);
      await sees(page, 'Add Pagekeep to this browser');
      await page.clock.runFor(119_000);
      await sees(page, 'This link has ended');
      expect(new URL(page.url()).hash).toBe('');
      await page.goto('about:blank');
      await page.goto(linkTo('connect', 'no-code'));
      await sees(page, 'This link has ended');
      expect(await violations(page)).toEqual([]);
      await page.close();
    });
  });
});
