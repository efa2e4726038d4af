import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EXTENSION_ID } from '../../shared/contract/extension-id.ts';
import { startDaemonProcess } from '../daemon-process.ts';
import { serveInventedSites } from './invented-sites.ts';
import { launchWithExtension } from './launch-with-extension.ts';
import { openPopup } from './popup-window.ts';
import type { PopupWindow } from './popup-window.ts';

const PAGES = {
  'slow-garden.example/leaf-mould': ['blog--plain-article', ['garden', 'soil']],
  'open-almanac.example/heat': ['encyclopedia--formulas', ['physics']],
  'bench-and-vise.example/tracks': ['forum--thread', ['woodwork']],
  'rillet.example/lines': ['docs--code-and-table', ['code', 'soil']],
} as const;

/** What the four kept pages answer best. */
export const QUESTION = 'leaf mould fine enough for seeds';

export interface PopupOverMemory {
  /** Presses the toolbar button on a page that is not kept. */
  open(): Promise<PopupWindow>;
  close(): Promise<void>;
}

/** The real popup over the real app and the real model, with four pages remembered. */
export async function popupOverMemory(): Promise<PopupOverMemory> {
  const folder = await mkdtemp(join(tmpdir(), 'pagekeep-popup-'));
  const daemon = await startDaemonProcess({ dataDir: join(folder, 'memory') });
  await daemon.ready();
  for (const [address, [fixture, tags]] of Object.entries(PAGES)) {
    const html = await readFile(join(import.meta.dirname, `../fixtures/pages/${fixture}.html`), 'utf8');
    const plain = html.replaceAll(/<link[^>]*canonical[^>]*>/gi, '');
    await daemon.call('capture', { url: `https://${address}`, html: plain, tags: [...tags] });
  }
  const sites = await serveInventedSites(
    new Map([['open.example', { html: '<p>Any page.</p>', rendering: 'plain' }]]),
  );
  const browser = await launchWithExtension({ profile: join(folder, 'profile'), sitesPort: sites.port });
  const { digits } = await daemon.call('openPairing');
  const connect = await browser.newPage();
  await connect.goto(`chrome-extension://${EXTENSION_ID}/connect.html#port=${daemon.port}`);
  await connect.getByLabel('Code').fill(digits);
  await connect.getByRole('button', { name: 'Connect' }).click();
  await connect.getByRole('heading', { name: 'This browser is connected' }).waitFor();
  const tab = await browser.newPage();
  await tab.goto('http://open.example/');
  return {
    open: () => openPopup(browser, tab, EXTENSION_ID),
    async close() {
      await browser.close();
      await daemon.stop();
      await sites.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
