import { chromium } from 'playwright';
import type { Browser } from 'playwright';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Endpoint } from '../../shared/contract/endpoint.ts';
import { endpoints } from '../../shared/contract/endpoints.ts';
import { findChromium } from '../../daemon/cli/find-chromium.ts';
import { openDoor } from '../attacks/open-door.ts';
import type { OpenDoor } from '../attacks/open-door.ts';
import { builtPages } from '../fakes/built-pages.ts';
import { openWebSite } from '../fakes/web-site.ts';
import type { WebSite } from '../fakes/web-site.ts';

const pages = builtPages();
let browser: Browser;
let door: OpenDoor;
let site: WebSite;
let unguarded: WebSite;

beforeAll(async () => {
  door = await openDoor({ pages });
  unguarded = await openWebSite({});
  site = await openWebSite({
    '/': (_request, response) => response.setHeader('content-type', 'text/html').end('<title>Evil</title>'),
  });
  browser = await chromium.launch({
    executablePath: findChromium(process.env)?.path ?? chromium.executablePath(),
    // The last one keeps the browser's own guard of loopback out of the way: ours has to hold where there is none.
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--host-resolver-rules=MAP *.example 127.0.0.1',
      '--disable-features=LocalNetworkAccessChecks',
    ],
  });
});
afterAll(async () => {
  await browser.close();
  await Promise.all([door.close(), site.close(), unguarded.close()]);
});
beforeEach(() => {
  door.entered.length = 0;
  unguarded.requests.length = 0;
});

interface Targets {
  readonly target: string;
  /** Paths that answer a GET, and those that answer a write, by its method. */
  readonly reads: readonly string[];
  readonly writes: readonly { readonly method: string; readonly path: string }[];
}

const rows: readonly Endpoint[] = Object.values(endpoints);
const fill = ({ path }: Endpoint): string => path.replaceAll(/\{\w+\}/g, '1');
const reads = [
  ...new Set([...pages.keys(), ...rows.filter(({ method }) => method === 'GET').map(fill), '/nowhere']),
];
const writes = rows
  .filter(({ method }) => method !== 'GET')
  .map((row) => ({ method: row.method, path: fill(row) }));

/** Everything a page can send without asking, to every path; returns what it managed to read. */
async function attack({ target, reads: readable, writes: writable }: Targets): Promise<string[]> {
  const learnt: string[] = [];
  let frames = 0;
  // Valid for every route; as one field of a form it reads as JSON.
  const body =
    '{"digits":"12345678","name":"evil","url":"https://a.example/","html":"<p>a</p>","query":"a","pattern":"a.example","client_id":"c","from":["a"],"into":"b"}';
  const headers = {
    'content-type': 'application/json',
    'x-pagekeep-client': '1',
    authorization: 'Bearer script',
  };

  async function read(name: string, path: string, init: RequestInit): Promise<void> {
    try {
      const text = await (await window.fetch(`${target}${path}`, init)).text();
      if (text !== '') learnt.push(`${name} ${path}: ${text}`);
    } catch {
      // Refused, as it should be.
    }
  }
  async function load(tag: 'img' | 'script' | 'iframe' | 'link', path: string): Promise<void> {
    const element = document.createElement(tag);
    const address = { [tag === 'link' ? 'href' : 'src']: `${target}${path}`, rel: 'stylesheet' };
    await new Promise((resolve) => {
      document.body.append(Object.assign(element, address, { onload: resolve, onerror: resolve }));
    });
    if (element instanceof HTMLImageElement && element.naturalWidth > 0) learnt.push(`picture ${path}`);
    if (element instanceof HTMLIFrameElement && element.contentDocument !== null)
      learnt.push(`frame ${path}`);
    element.remove();
  }
  async function submit(path: string, method: string, enctype: string): Promise<void> {
    const frame = document.createElement('iframe');
    frame.name = `frame ${(frames += 1)}`;
    const form = document.createElement('form');
    Object.assign(form, { action: `${target}${path}`, method, enctype, target: frame.name });
    const field = document.createElement('input');
    Object.assign(field, { name: body.slice(0, -1), value: '"}' });
    form.append(field);
    document.body.append(form, frame);
    await new Promise((resolve) => {
      frame.addEventListener('load', resolve);
      form.submit();
    });
    if (frame.contentDocument !== null && frame.contentDocument.URL !== 'about:blank')
      learnt.push(`form ${path}`);
    frame.remove();
  }
  async function listen(path: string): Promise<void> {
    const events = new EventSource(`${target}${path}`);
    events.addEventListener('message', (event) => learnt.push(`events ${path}: ${String(event.data)}`));
    await new Promise((resolve) => events.addEventListener('error', resolve));
    events.close();
    const socket = new WebSocket(`${target.replace('http', 'ws')}${path}`);
    socket.addEventListener('open', () => learnt.push(`socket ${path}`));
    await new Promise((resolve) => socket.addEventListener('close', resolve));
  }

  async function attackRead(path: string): Promise<void> {
    await Promise.all((['img', 'script', 'iframe', 'link'] as const).map((tag) => load(tag, path)));
    await submit(path, 'get', 'application/x-www-form-urlencoded');
    await read('no-cors', path, { mode: 'no-cors' });
    await read('cors', path, {});
    await read('cookies', path, { credentials: 'include' });
    await read('bearer', path, { headers });
    await listen(path);
  }
  async function attackWrite({ method, path }: Targets['writes'][number]): Promise<void> {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
      await submit(path, 'post', type);
    }
    await read('no-cors', path, { method: 'POST', mode: 'no-cors', body });
    await read('text', path, { method: 'POST', body });
    await read('json', path, { method, headers, body });
    navigator.sendBeacon(`${target}${path}`, body);
  }
  await Promise.all([...readable.map(attackRead), ...writable.map(attackWrite)]);
  if ('ours' in window) learnt.push('script');
  if (getComputedStyle(document.documentElement).getPropertyValue('--ours') !== '') learnt.push('style');
  return learnt;
}

test.each([
  ['of another site', 'evil.example'],
  ['on another loopback port', '127.0.0.1'],
])('a page %s changes nothing and reads nothing, on any path', async (_name, host) => {
  const page = await browser.newPage();
  await page.goto(`http://${host}:${site.port}/`);
  const target = `http://127.0.0.1:${door.port}`;
  expect(await page.evaluate(attack, { target, reads, writes })).toEqual([]);
  expect(door.entered).toEqual([]);
  expect(door.errors).toEqual([]);

  // The same page against a server without a guard: its requests do arrive, on every path.
  await page.evaluate(attack, { target: `http://${unguarded.host}`, reads, writes });
  const arrived = (path: string): number =>
    unguarded.requests.filter((asked) => asked.split('?', 1)[0] === path).length;
  expect(reads.filter((path) => arrived(path) < 8)).toEqual([]);
  expect(writes.filter(({ path }) => arrived(path) < 6)).toEqual([]);
  await page.close();
});

test('a page whose name was rebound to loopback is told nothing but that', async () => {
  const page = await browser.newPage();
  const home = `http://rebound.example:${door.port}/`;
  await page.route(home, (route) => route.fulfill({ contentType: 'text/html', body: '<title>Evil</title>' }));
  await page.goto(home);
  const statuses = await page.evaluate(async () => {
    const headers = {
      'content-type': 'application/json',
      'x-pagekeep-client': '1',
      authorization: 'Bearer script',
    };
    const answers = await Promise.all([
      window.fetch('/health'),
      window.fetch('/api/v1/stats', { headers }),
      window.fetch('/pair/claim', { method: 'POST', headers, body: '{"digits":"12345678","name":"evil"}' }),
    ]);
    return answers.map(({ status }) => status);
  });
  expect(statuses).toEqual([421, 421, 421]);
  expect(door.entered).toEqual([]);
  await page.close();
});
