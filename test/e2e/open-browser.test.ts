import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { connectExtension } from '../../daemon/cli/connect-extension.ts';
import { openBrowser } from '../../daemon/cli/open-browser.ts';
import type { Browser } from '../../daemon/cli/open-browser.ts';
import { EXTENSION_KEY } from '../../shared/contract/extension-id.ts';
import { chromiumPath } from '../chromium.ts';

const CODE = 'one-time_CODE';

let folder: string;
let server: Server;
let claimed: string[];
let browser: Browser | undefined;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pagekeep-browser-'));
  claimed = [];
  server = createServer((request, response) => {
    claimed.push(request.url ?? '');
    response.end();
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
});

afterEach(async () => {
  await browser?.close();
  server.closeAllConnections();
  await new Promise((resolve) => void server.close(resolve));
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

/** An extension by our id whose connect page claims the code it is opened with once its button is pressed, and nothing else. */
function writeExtension(): string {
  const extensionDir = join(folder, 'extension');
  mkdirSync(extensionDir);
  const manifest = {
    manifest_version: 3,
    name: 'connects',
    version: '1',
    key: EXTENSION_KEY,
    host_permissions: ['http://127.0.0.1/*'],
  };
  writeFileSync(join(extensionDir, 'manifest.json'), JSON.stringify(manifest));
  writeFileSync(
    join(extensionDir, 'connect.html'),
    '<form><button type="submit">Connect</button></form><script src="connect.js"></script>',
  );
  writeFileSync(
    join(extensionDir, 'connect.js'),
    `document.querySelector('form').onsubmit = (event) => {
      event.preventDefault();
      const fields = new URLSearchParams(location.hash.slice(1));
      fetch('http://127.0.0.1:' + fields.get('port') + '/' + fields.get('code'));
    };`,
  );
  return extensionDir;
}

function open(extensionDir: string): Promise<Browser> {
  return openBrowser({
    executable: chromiumPath(),
    profileDir: join(folder, 'profile'),
    extensionDir,
    headless: true,
    switches: [
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

function commandLines(): string {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/u.test(name));
  return pids
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      } catch {
        return '';
      }
    })
    .join('\n');
}

test('the extension is handed the code, which no command line ever shows, and the page is gone again', async () => {
  browser = await open(writeExtension());
  const { port } = server.address() as AddressInfo;
  let seen = '';
  await connectExtension(browser.cdp, {
    code: CODE,
    port,
    async isPaired() {
      seen += commandLines();
      return claimed.length > 0;
    },
  });
  expect(claimed).toEqual([`/${CODE}`]);
  expect(seen).toContain('--remote-debugging-pipe');
  expect(seen).not.toContain('--remote-debugging-port');
  expect(seen).not.toContain(CODE);
  // The browser closes a page behind the answer to being told to.
  const { cdp } = browser;
  await expect
    .poll(async () => JSON.stringify(await cdp.send('Target.getTargets')), { timeout: 5_000 })
    .not.toContain('connect.html');
});

test('a browser that did not load the extension is named as such', async () => {
  const empty = join(folder, 'no-extension');
  mkdirSync(empty);
  browser = await open(empty);
  const connection = { code: CODE, port: 1, isPaired: async () => false, deadlineMs: 3_000 };
  await expect(connectExtension(browser.cdp, connection)).rejects.toThrow('did not load the extension');
});

test('a program that is no browser is a sentence', async () => {
  const options = { profileDir: join(folder, 'profile'), extensionDir: folder, headless: true };
  await expect(openBrowser({ ...options, executable: process.execPath })).rejects.toThrow('did not start');
  await expect(openBrowser({ ...options, executable: join(folder, 'gone') })).rejects.toThrow(
    'did not start',
  );
});
