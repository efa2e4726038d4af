import { chromium } from 'playwright';
import { chromiumPath } from '../chromium.ts';
import type { Browser, Page } from 'playwright';
import { buildCaptureScript, runCapture } from '../e2e/built-capture.ts';
import type { BenchReport } from './bench-report.ts';

const NODES = 50_000;
const CHARACTERS = 5_000_000;
const ROUNDS = 3;
const PHOTOGRAPHS = 24;

/** Measures how long reading a 5 MB page of 50,000 nodes keeps its main thread, beside serialising it in one go. */
export async function run(): Promise<BenchReport> {
  const script = await buildCaptureScript();
  const browser = await chromium.launch({
    executablePath: chromiumPath(),
    args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    const ours: Task[] = [];
    const peer: Task[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
      await page.setContent(largePage(), { waitUntil: 'load' });
      // Laid out and painted before the clock starts, as a page is that a person looks at.
      await page.screenshot();
      ours.push(await longestTask(browser, page, () => runCapture(page, script, { text_only: false })));
      peer.push(await longestTask(browser, page, () => page.evaluate(serialiseAtOnce)));
      await page.close();
    }
    const pictures = await copyPhotographs(browser, script);
    const [wall, cpu, peerWall] = [worst(ours, 'wall'), worst(ours, 'cpu'), worst(peer, 'wall')];
    return {
      name: 'capture',
      peer: `XMLSerializer in one task, Chromium ${browser.version()}`,
      rows: [
        {
          figure: 'longest main-thread task (ms)',
          ours: wall,
          peer: peerWall,
          ratio: peerWall / wall,
          bar: { atMost: 50 },
        },
        {
          figure: 'longest main-thread task (ms of processor time)',
          ours: cpu,
          peer: worst(peer, 'cpu'),
          ratio: worst(peer, 'cpu') / cpu,
        },
        {
          figure: `longest main-thread task with ${PHOTOGRAPHS} photographs (ms)`,
          ours: pictures.wall,
          bar: { atMost: 50 },
        },
        {
          figure: `longest main-thread task with ${PHOTOGRAPHS} photographs (ms of processor time)`,
          ours: pictures.cpu,
        },
      ],
      notes: [
        `${NODES} nodes, ${CHARACTERS / 1e6} MB of text and attributes; each figure is the worst of ${ROUNDS} rounds; processor time leaves out what other programs took.`,
        'The peer keeps every hidden word and everything typed, and reads no styles.',
      ],
    };
  } finally {
    await browser.close();
  }
}

/** Captures a page of photographs as large as are copied in the page, 1,600 by 1,200 pixels each, with small copies. */
async function copyPhotographs(browser: Browser, script: string): Promise<Task> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const photograph = Buffer.from(await page.evaluate(drawPhotograph), 'base64');
  const shown = Array.from({ length: PHOTOGRAPHS }, (_, n) => `<img src="/${n}.jpg" width="400" alt="">`);
  await page.route('http://photographs.example/**', (route) =>
    route.request().url().endsWith('.jpg')
      ? route.fulfill({ contentType: 'image/jpeg', body: photograph })
      : route.fulfill({ contentType: 'text/html', body: `<!doctype html><body>${shown.join('')}` }),
  );
  await page.goto('http://photographs.example/');
  await page.screenshot();
  const order = { text_only: false, thumbnails: true };
  const task = await longestTask(browser, page, () => runCapture(page, script, order));
  await page.close();
  return task;
}

function drawPhotograph(): string {
  const canvas = Object.assign(document.createElement('canvas'), { width: 1_600, height: 1_200 });
  const context = canvas.getContext('2d');
  for (let i = 0; context !== null && i < 4_000; i++) {
    context.fillStyle = `hsl(${(i * 37) % 360} 60% ${(i * 13) % 100}%)`;
    context.fillRect((i * 7_919) % 1_600, (i * 104_729) % 1_200, 180, 130);
  }
  return canvas.toDataURL('image/jpeg', 0.8).replace(/^[^,]*,/, '');
}

/** Milliseconds on the clock and on the processor. */
interface Task {
  readonly wall: number;
  readonly cpu: number;
}

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds. */
  readonly dur?: number;
  readonly tdur?: number;
  readonly args: { readonly name?: string };
}

/** The longest task of the page's main thread while `work` runs, as the browser traces it; its own reports begin at 50 ms. */
async function longestTask(browser: Browser, page: Page, work: () => Promise<unknown>): Promise<Task> {
  await browser.startTracing(page, { categories: ['toplevel'] });
  await work();
  const trace = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
  const threadOf = ({ pid, tid }: TraceEvent) => `${pid}:${tid}`;
  const isMain = ({ name, args }: TraceEvent) => name === 'thread_name' && args.name === 'CrRendererMain';
  const main = new Set(trace.traceEvents.filter(isMain).map(threadOf));
  const tasks = trace.traceEvents.filter(
    (event) => event.ph === 'X' && event.name.endsWith('RunTask') && main.has(threadOf(event)),
  );
  if (tasks.length === 0) throw new Error('The trace shows no task of the page.');
  return {
    wall: Math.max(...tasks.map((task) => task.dur ?? 0)) / 1_000,
    cpu: Math.max(...tasks.map((task) => task.tdur ?? 0)) / 1_000,
  };
}

function serialiseAtOnce(): number {
  return new XMLSerializer().serializeToString(document).length;
}

function worst(tasks: readonly Task[], clock: keyof Task): number {
  return Math.max(...tasks.map((task) => task[clock]));
}

function largePage(): string {
  const sections = NODES / 10;
  const words = 'The keeper wrote the height of the tide in the book before the lamp was lit. '.repeat(20);
  const text = words.slice(0, Math.floor(CHARACTERS / sections) - 330);
  const section = (n: number) =>
    `<section class="entry entry--daily layout-block" id="entry-${n}"><h2>Entry ${n}</h2><p>${text}</p>` +
    `<p>Tide <b>high</b> at <a href="https://tides.example/tables/${n}?station=north">noon</a></p>` +
    `<span hidden>Never seen ${n}</span></section>`;
  return `<!doctype html><title>Log</title><body>${Array.from({ length: sections }, (_, n) => section(n)).join('')}`;
}
