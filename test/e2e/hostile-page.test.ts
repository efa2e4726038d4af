import { chromium } from 'playwright';
import type { Browser } from 'playwright';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { findChromium } from '../../daemon/cli/find-chromium.ts';
import { openDoor } from '../attacks/open-door.ts';
import type { OpenDoor } from '../attacks/open-door.ts';
import { openWebSite } from '../fakes/web-site.ts';
import type { WebSite } from '../fakes/web-site.ts';

let browser: Browser;
let door: OpenDoor;
let site: WebSite;
let unguarded: WebSite;

beforeAll(async () => {
  door = await openDoor();
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

/** Everything a page can send without asking; returns what it managed to read. */
async function attack(target: string): Promise<string[]> {
  const readable: string[] = [];
  const claim = '{"digits":"12345678","name":"evil"}';

  async function read(name: string, init: RequestInit, path: string): Promise<void> {
    try {
      const text = await (await window.fetch(`${target}${path}`, init)).text();
      if (text !== '') readable.push(`${name}: ${text}`);
    } catch {
      // Refused, as it should be.
    }
  }
  async function submit(enctype: string, method: string): Promise<void> {
    const frame = document.createElement('iframe');
    frame.name = `${method} ${enctype}`;
    const form = document.createElement('form');
    Object.assign(form, { action: `${target}/pair/claim`, method, enctype, target: frame.name });
    const field = document.createElement('input');
    Object.assign(field, { name: claim.slice(0, -1), value: '"}' });
    form.append(field);
    document.body.append(form, frame);
    await new Promise((resolve) => {
      frame.addEventListener('load', resolve);
      form.submit();
    });
    try {
      readable.push(`form: ${frame.contentDocument?.body.innerText ?? ''}`.replace(/^form: $/, ''));
    } catch {
      // Another origin's frame.
    }
    frame.remove();
  }

  for (const tag of ['img', 'script', 'iframe'] as const) {
    const element = document.createElement(tag);
    element.src = `${target}/health`;
    await new Promise((resolve) => {
      element.addEventListener('load', resolve);
      element.addEventListener('error', resolve);
      document.body.append(element);
    });
  }
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
    await submit(type, 'post');
  }
  await read('no-cors', { method: 'POST', mode: 'no-cors', body: claim }, '/pair/claim');
  await read('get', {}, '/health');
  await read('get with cookies', { credentials: 'include' }, '/api/v1/stats');
  const headers = {
    'content-type': 'application/json',
    'x-pagekeep-client': '1',
    authorization: 'Bearer script',
  };
  await read('json', { method: 'POST', headers, body: claim }, '/pair/claim');
  await read('delete', { method: 'DELETE', headers }, '/api/v1/memory?url=https%3A%2F%2Fa.example%2F');
  navigator.sendBeacon(`${target}/pair/claim`, claim);
  await new Promise<void>((resolve) => {
    const events = new EventSource(`${target}/health`);
    events.addEventListener('message', (event) => readable.push(`events: ${String(event.data)}`));
    events.addEventListener('error', () => resolve(events.close()));
  });
  await new Promise<void>((resolve) => {
    const socket = new WebSocket(`${target.replace('http', 'ws')}/health`);
    socket.addEventListener('open', () => readable.push('socket'));
    socket.addEventListener('close', () => resolve());
  });
  return readable.filter((text) => text !== '');
}

test.each([
  ['of another site', 'evil.example'],
  ['on another loopback port', '127.0.0.1'],
])('a page %s changes nothing and reads nothing', async (_name, host) => {
  const page = await browser.newPage();
  await page.goto(`http://${host}:${site.port}/`);
  expect(await page.evaluate(attack, `http://127.0.0.1:${door.port}`)).toEqual([]);
  expect(door.entered).toEqual([]);
  // The same page against a server without a guard: its requests do arrive.
  await page.evaluate(attack, `http://${unguarded.host}`);
  expect(unguarded.requests.filter((path) => path === '/pair/claim').length).toBeGreaterThanOrEqual(5);
  expect(unguarded.requests.filter((path) => path === '/health').length).toBeGreaterThanOrEqual(5);
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
