import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, CDPSession, Page } from 'playwright';
import { closeStore, openStore } from '../../daemon/store/open-store.ts';
import { EXTENSION_ID } from '../../shared/contract/extension-id.ts';
import { startDaemonProcess } from '../daemon-process.ts';
import type { DaemonProcess } from '../daemon-process.ts';
import { seededRandom } from '../seeded-random.ts';
import { serveInventedSites } from './invented-sites.ts';
import { launchWithExtension } from './launch-with-extension.ts';
import { openPopup } from './popup-window.ts';
import { askBackground } from './press-door.ts';

/** What became of the captures of a storm. */
export interface StormReport {
  readonly captures: number;
  /** Pages kept under the address they were captured at, with every sentence once and every passage findable. */
  readonly whole: number;
  /** What is wrong, one line each. */
  readonly faults: readonly string[];
  /** How often the person was told that a page was not saved, or saw that nothing had begun, and pressed again. */
  readonly pressedAgain: number;
  readonly backgroundKills: number;
  readonly appKills: number;
}

interface Storm {
  readonly browser: BrowserContext;
  readonly browserProtocol: CDPSession;
  readonly options: Page;
  readonly random: () => number;
  readonly tally: { pressedAgain: number; backgroundKills: number; appKills: number };
  app: DaemonProcess | null;
  readonly startApp: () => Promise<DaemonProcess>;
}

const SENTENCES = 24;
const nameOf = (n: number) => `storm-${n}.example`;
const sentence = (n: number, line: number) =>
  `Entry ${n} of line ${line}: the keeper wrote word${n}x${line} in the book, and the lamp of tower ${n} burned until the ${line}th hour of the watch.`;

function sentencesOf(n: number): string[] {
  return Array.from({ length: SENTENCES }, (_, line) => sentence(n, line));
}

function pageOf(n: number): string {
  const lines = sentencesOf(n).map((line) => `<p>${line}</p>`);
  return `<!doctype html><title>Storm ${n}</title><article><h1>Storm ${n}</h1>${lines.join('')}</article>`;
}

/** Captures so many pages while background and app are killed at random moments, then counts what is kept. */
export async function captureInAStorm(captures: number, seed: number): Promise<StormReport> {
  const folder = await mkdtemp(join(tmpdir(), 'pagekeep-storm-'));
  const dataDir = join(folder, 'memory');
  const pages = Array.from({ length: captures }, (_, n) => [nameOf(n), pageOf(n)] as const);
  const sites = await serveInventedSites(
    new Map(pages.map(([name, html]) => [name, { html, rendering: 'plain' }])),
  );
  const app = await startDaemonProcess({ dataDir });
  const browser = await launchWithExtension({ profile: join(folder, 'profile'), sitesPort: sites.port });
  const options = await browser.newPage();
  const browserProtocol = await browser.browser()?.newBrowserCDPSession();
  if (browserProtocol === undefined) throw new Error('The browser was not started by this test.');
  const storm: Storm = {
    browser,
    browserProtocol,
    options,
    random: seededRandom(seed),
    tally: { pressedAgain: 0, backgroundKills: 0, appKills: 0 },
    app,
    startApp: () => startDaemonProcess({ dataDir, port: app.port }),
  };
  try {
    await options.goto(`chrome-extension://${EXTENSION_ID}/options.html`);
    const { digits } = await app.call('openPairing');
    await askBackground(options, 'pair', { digits, port: app.port });
    for (let n = 0; n < captures; n++) await captureOne(storm, n);
    const faults = await settle(storm, captures);
    await storm.app?.stop();
    storm.app = null;
    faults.push(...(await countRows(join(dataDir, 'pages.db'), captures)));
    const broken = new Set(faults.map((fault) => fault.split(' ')[0]));
    return { captures, whole: captures - broken.size, faults, ...storm.tally };
  } finally {
    await browser.close();
    await storm.app?.stop();
    await sites.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Remembers one page as a person does who presses until the browser says that the page is saved or waits. */
async function captureOne(storm: Storm, n: number): Promise<void> {
  const { browser, options, random } = storm;
  const page = await browser.newPage();
  await page.goto(`http://${nameOf(n)}/`);
  for (let tries = 0; ; tries++) {
    if (tries > 12) throw new Error(`Page ${n} could not be saved in ${tries} tries.`);
    if (tries > 0) storm.tally.pressedAgain += 1;
    // Late tries are left in peace, or a page of an unlucky seed would never end.
    const strike = tries < 4 ? strikeSoon(storm) : null;
    const popup = await openPopup(browser, page, EXTENSION_ID);
    const tab_id = await popup.evaluate<number>(
      'chrome.tabs.query({ active: true, currentWindow: true }).then(([tab]) => tab.id)',
    );
    const request = { tab_id, tags: [], note: '', retention_policy: 'permanent' };
    const message = JSON.stringify({ name: 'remember', request });
    await popup.evaluate(`void chrome.runtime.sendMessage(${message}).catch(() => undefined)`);
    await strike;
    const saved = await isSaved(options, tab_id);
    await popup.close();
    if (saved) break;
  }
  if (storm.app === null && random() < 0.5) storm.app = await storm.startApp();
  await page.close();
}

/** Kills the background, the app or both at a moment between the press and the acknowledgement, or neither. */
async function strikeSoon(storm: Storm): Promise<void> {
  const chance = storm.random();
  const background = chance < 0.45;
  const app = chance > 0.35 && chance < 0.65;
  await new Promise((later) => setTimeout(later, 150 + storm.random() * 700));
  if (background) await killBackground(storm);
  if (app && storm.app !== null) {
    storm.tally.appKills += 1;
    const { app: killed } = storm;
    storm.app = null;
    await killed.kill();
  }
}

async function killBackground({ browserProtocol, tally }: Storm): Promise<void> {
  const { targetInfos } = await browserProtocol.send('Target.getTargets');
  const worker = targetInfos.find(({ type, url }) => type === 'service_worker' && url.includes(EXTENSION_ID));
  if (worker === undefined) return;
  tally.backgroundKills += 1;
  await browserProtocol.send('Target.closeTarget', { targetId: worker.targetId });
}

/** Whether the browser says that the page is saved or waits; false when it says that it is not, so that a person presses again. */
async function isSaved(options: Page, tab_id: number): Promise<boolean> {
  for (let looks = 0; ; looks++) {
    if (looks > 600) throw new Error('The browser never says what became of a page.');
    const state = await askBackground(options, 'page-state', { tab_id }).catch(() => null);
    if (state !== null && state.kind !== 'working') {
      return ['waiting', 'just-remembered', 'remembered', 'changed'].includes(state.kind);
    }
    await new Promise((later) => setTimeout(later, 50));
  }
}

/** Lets everything that waits arrive, and says what of the pages is missing, doubled or not findable. */
async function settle(storm: Storm, captures: number): Promise<string[]> {
  storm.app ??= await storm.startApp();
  const { app, options } = storm;
  await app.ready();
  for (let waiting = 1, looks = 0; waiting > 0; looks++) {
    if (looks > 100) return ['outbox holds captures that never arrive'];
    await askBackground(options, 'drain-outbox', {});
    waiting = (await askBackground(options, 'list-waiting', {})).waiting.length;
  }
  for (let looks = 0; (await app.call('health')).pending !== 0; looks++) {
    if (looks > 600) return ['vectors are never finished'];
    await new Promise((later) => setTimeout(later, 200));
  }
  const faults: string[] = [];
  for (let n = 0; n < captures; n++) faults.push(...(await lookAtPage(app, n)));
  const { total_passages, vector_embeddings } = await app.call('stats');
  if (total_passages !== vector_embeddings) faults.push(`vectors: ${vector_embeddings} of ${total_passages}`);
  return faults;
}

async function lookAtPage(app: DaemonProcess, n: number): Promise<string[]> {
  const { page } = await app.call('lookup', { url: `http://${nameOf(n)}/` });
  if (page === undefined) return [`${n} is not kept`];
  const faults: string[] = [];
  const markdown = await app.call('markdown', { id: page.page_id }, page.page_id);
  for (let line = 0; line < SENTENCES; line++) {
    const times = markdown.split(sentence(n, line)).length - 1;
    if (times !== 1) faults.push(`${n} has sentence ${line} ${times} times`);
    if (line % 4 > 0) continue;
    const found = await app.call('search', { query: `word${n}x${line}`, mode: 'keyword' });
    const pages = found.results.map(({ page_id }) => page_id);
    if (pages.length !== 1 || pages[0] !== page.page_id) faults.push(`${n} is not found by word ${line}`);
  }
  return faults;
}

interface PageRow {
  readonly page_id: number;
  readonly passages: number;
  readonly ordinals: number;
  readonly texts: number;
  readonly stored: number;
  readonly updated: number;
  /** Tells which page it is. */
  readonly title: string;
  /** All passages. */
  readonly said: string;
}

/** Every page once, every passage of it once, and one capture that stored it; the others only found it unchanged. */
async function countRows(file: string, captures: number): Promise<string[]> {
  const store = await openStore(file);
  try {
    const rows = store.database
      .prepare<[], PageRow>(
        `select page_id, count(*) as passages, max(ordinal) + 1 as ordinals, count(distinct text) as texts,
           (select count(*) from captures where page_id = p.page_id and status = 'stored') as stored,
           (select count(*) from captures where page_id = p.page_id and status = 'updated') as updated,
           (select title from pages where page_id = p.page_id) as title, group_concat(text, '\n') as said
         from passages p group by page_id`,
      )
      .all();
    const faults = rows.length === captures ? [] : [`memory holds ${rows.length} pages of ${captures}`];
    for (const { title, said, ...row } of rows) {
      const isOnce = row.ordinals === row.passages && row.texts === row.passages;
      const missing = sentencesOf(Number(title.split(' ')[1])).filter((line) => !said.includes(line));
      if (!isOnce || missing.length > 0 || row.stored !== 1 || row.updated !== 0)
        faults.push(`${title}, ${missing.length} sentences missing: ${JSON.stringify(row)}`);
    }
    return faults;
  } finally {
    await closeStore(store);
  }
}
