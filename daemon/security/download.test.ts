import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWebSite } from '../../test/fakes/web-site.ts';
import type { WebSite } from '../../test/fakes/web-site.ts';
import { download } from './download.ts';

const TEXT = 'abcdefghij'.repeat(1_000);

let site: WebSite;
let canary: WebSite;
beforeAll(async () => {
  canary = await openWebSite({});
  site = await openWebSite({
    '/': (_request, response) => response.end(TEXT),
    '/ranges': (request, response) => {
      const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
      response.writeHead(from > 0 ? 206 : 200).end(TEXT.slice(from));
    },
    '/breaks': (_request, response) => {
      response.writeHead(200, { 'content-length': TEXT.length });
      response.write(TEXT.slice(0, 100), () => response.destroy());
    },
    '/moved': (_request, response) => response.writeHead(307, { location: '/ranges' }).end(),
    '/to-canary': (_request, response) =>
      response.writeHead(302, { location: `http://${canary.host}/` }).end(),
  });
});
afterAll(() => Promise.all([site.close(), canary.close()]));

async function read(path: string, offset: number): Promise<{ offset: number; text: string }> {
  const got = await download(`http://${site.host}${path}`, { offset, allowHosts: [site.host] });
  const chunks: Uint8Array[] = [];
  for await (const chunk of got.body) chunks.push(chunk);
  return { offset: got.offset, text: Buffer.concat(chunks).toString() };
}

test('a download goes on where it stopped, through a redirect too', async () => {
  expect(await read('/ranges', 0)).toEqual({ offset: 0, text: TEXT });
  expect(await read('/moved', 7_000)).toEqual({ offset: 7_000, text: TEXT.slice(7_000) });
});

test('a server without ranges starts anew and says so', async () => {
  expect(await read('/', 7_000)).toEqual({ offset: 0, text: TEXT });
});

test('a connection that breaks and a file that is not there are failures', async () => {
  await expect(read('/breaks', 0)).rejects.toMatchObject({ code: 'fetch-failed' });
  await expect(read('/nowhere', 0)).rejects.toMatchObject({
    code: 'fetch-failed',
    message: 'The site answered 404.',
  });
});

test('downloads stand behind the same guard', async () => {
  await expect(read('/to-canary', 0)).rejects.toMatchObject({ code: 'address-forbidden' });
  await expect(download(`http://${canary.host}/`, { offset: 0 })).rejects.toMatchObject({
    code: 'address-forbidden',
  });
  expect(canary.requests).toEqual([]);
});
