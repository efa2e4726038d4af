// The process that renders pages, and its browser, ended from outside at the worst moment: the next page does not notice.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { askCrawl4ai } from '../../daemon/crawl/crawl4ai-link.ts';
import { crawl4aiRenderer } from '../../daemon/crawl/crawl4ai-renderer.ts';
import { EmbeddedCrawl4ai } from '../../daemon/crawl/embedded-crawl4ai.ts';
import type { Renderer } from '../../daemon/crawl/renderer.ts';
import { chromiumPath } from '../chromium.ts';
import { scriptedPages } from '../fakes/scripted-site.ts';
import { openWebSite } from '../fakes/web-site.ts';
import type { WebSite } from '../fakes/web-site.ts';
import { realCrawl4ai } from '../real-crawl4ai.ts';

const IDLE_MS = 3_000;

let site: WebSite;
let crawl4ai: EmbeddedCrawl4ai;
let renderer: Renderer;

beforeAll(async () => {
  site = await openWebSite(scriptedPages('127.0.0.1:1'));
  crawl4ai = new EmbeddedCrawl4ai({
    folder: await realCrawl4ai(),
    findChromium: chromiumPath,
    allowHosts: [site.host],
    report: () => undefined,
    idleMs: IDLE_MS,
  });
  renderer = crawl4aiRenderer(crawl4ai, {
    allowHosts: [site.host],
    instead: { render: () => Promise.reject(new Error('It was not rendered.')) },
    report: (line, cause) => console.error(line, cause),
  });
}, 600_000);
afterAll(async () => {
  await crawl4ai.close();
  expect([await below('bridge.py'), await below('--headless')]).toEqual([[], []]);
  await expect(render('/plain')).rejects.toThrow('It was not rendered.');
  await site.close();
});

async function render(path: string): Promise<string> {
  const page = await renderer.render(`http://${site.host}${path}`, {
    allow: async () => undefined,
    enter: async () => () => undefined,
    rest: () => undefined,
    maxBytes: 1_000_000,
    signal: AbortSignal.timeout(100_000),
    validators: null,
    patient: true,
  });
  return page?.html ?? '';
}

/** Every process below this one whose command holds `word`. */
async function below(word: string): Promise<number[]> {
  const { stdout } = await promisify(execFile)('ps', ['-eo', 'pid=,ppid=,args='], { maxBuffer: 10_000_000 });
  const all = stdout.split('\n').flatMap((line) => {
    const [, pid, parent, command = ''] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return pid === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), command }];
  });
  const family = new Set([process.pid]);
  for (let size = 0; size !== family.size;) {
    size = family.size;
    for (const { pid, parent } of all) if (family.has(parent)) family.add(pid);
  }
  return all.filter(({ pid, command }) => family.has(pid) && command.includes(word)).map(({ pid }) => pid);
}

/** One may have ended by itself since it was listed, or with the one killed before it. */
function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

async function untilGone(word: string): Promise<void> {
  while ((await below(word)).length > 0) await new Promise((later) => setTimeout(later, 100));
}

test('a browser that was killed is replaced', async () => {
  expect(await render('/script')).toContain('olive harvest');
  const browsers = await below('--headless');
  expect(browsers.length).toBeGreaterThan(0);
  for (const pid of browsers) kill(pid);
  expect(await render('/script')).toContain('olive harvest');
});

test('a process that was killed in the middle of a page is started again for it', async () => {
  const page = render('/slow');
  while (!site.requests.includes('/slow')) await new Promise((later) => setTimeout(later, 50));
  const bridges = await below('bridge.py');
  expect(bridges).toHaveLength(1);
  for (const pid of bridges) kill(pid);
  expect(await page).toContain('olive harvest');
});

test('nobody without the token is let in', async () => {
  const wait = { patient: true, signal: AbortSignal.timeout(100_000) };
  await crawl4ai.use(async ({ url }) => {
    for (const token of [null, 'a-guess']) {
      const body = { urls: [`http://${site.host}/plain`] };
      const asked = { body, maxBytes: 10_000, signal: wait.signal };
      expect((await askCrawl4ai({ url, token }, '/crawl/stream', asked)).status).toBe(401);
    }
  }, wait);
});

test('it ends when nobody needs it, its browser with it, and is started when somebody does', async () => {
  await render('/plain');
  await untilGone('bridge.py');
  await untilGone('--headless');
  expect(await crawl4ai.state()).toMatchObject({ ready: true, running: false });
  expect(await render('/plain')).toContain('About /plain');
});
