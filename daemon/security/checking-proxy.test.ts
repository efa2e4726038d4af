import { createServer, request } from 'node:http';
import { connect, createServer as createTcpServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { openCheckingProxy } from './checking-proxy.ts';
import type { DialAddress } from './vet-url.ts';

const LOOPBACK = [{ address: '127.0.0.1', family: 4 }];
/** Never dialled here. */
const PUBLIC = { address: '1.1.1.1', family: 4 };

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

/** Something on this machine that must not be reached, and how often it was. */
async function openCanary() {
  const met = { times: 0 };
  const port = await listening(
    createTcpServer((socket) => {
      met.times++;
      socket.end('HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\nsecret');
    }),
  );
  return { met, port };
}

async function openProxy(allowHosts: string[] = [], resolve?: (host: string) => Promise<DialAddress[]>) {
  const proxy = await openCheckingProxy({ allowHosts, resolve });
  onTestFinished(() => proxy.close());
  return new URL(proxy.url);
}

async function ask(proxy: URL, path: string, headers: Record<string, string> = {}) {
  return new Promise<{ status: number; body: string }>((resolve, reject) => {
    request({ host: proxy.hostname, port: proxy.port, path, headers, agent: false })
      .on('response', (answer) => {
        void text(answer).then((body) => resolve({ status: answer.statusCode ?? 0, body }), reject);
      })
      .on('error', reject)
      .end();
  });
}

/** The first line of the answer to CONNECT, and of what then comes through the tunnel. */
function tunnel(proxy: URL, target: string, send = ''): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const socket = connect(Number(proxy.port), proxy.hostname, () =>
      socket.write(`CONNECT ${target} HTTP/1.1\r\nhost: ${target}\r\n\r\n`),
    );
    socket.setEncoding('utf8').on('data', (part: string) => {
      if (said === '' && part.startsWith('HTTP/1.1 200')) socket.write(send);
      said += part;
    });
    socket.on('close', () => resolve(said)).on('error', reject);
  });
}

test.each(['127.0.0.1', 'localhost', '[::1]', '[::ffff:127.0.0.1]', '0.0.0.0', '2130706433', '0x7f.1'])(
  'nothing on this machine is reached as %s',
  async (host) => {
    const { met, port } = await openCanary();
    const proxy = await openProxy();
    expect((await ask(proxy, `http://${host}:${port}/`)).status).toBe(403);
    expect(await tunnel(proxy, `${host}:${port}`)).toMatch(/^HTTP\/1\.1 403 /);
    expect(met.times).toBe(0);
  },
);

test.each(['10.0.0.1', '169.254.169.254', '[fd00:ec2::254]', '[64:ff9b::7f00:1]', 'metadata.internal'])(
  'nothing of this network is reached as %s',
  async (host) => {
    const proxy = await openProxy([], async () => [{ address: '169.254.169.254', family: 4 }]);
    expect((await ask(proxy, `http://${host}/latest`)).status).toBe(403);
    expect(await tunnel(proxy, `${host}:443`)).toMatch(/^HTTP\/1\.1 403 /);
  },
);

test('one inward answer among others is enough to refuse, and nobody is asked again', async () => {
  const { met, port } = await openCanary();
  let asked = 0;
  const proxy = await openProxy([], async () => {
    asked++;
    return [PUBLIC, ...LOOPBACK];
  });
  expect((await ask(proxy, `http://rebinding.example:${port}/`)).status).toBe(403);
  expect(await tunnel(proxy, `rebinding.example:${port}`)).toMatch(/^HTTP\/1\.1 403 /);
  expect([asked, met.times]).toEqual([2, 0]);
});

test('what a name said when it was vetted is what is dialled, whatever it says later', async () => {
  const { met, port } = await openCanary();
  let asked = 0;
  // A second look for the same request would find nobody.
  const proxy = await openProxy([`rebinding.example:${port}`], async () => {
    asked++;
    return asked <= 2 ? LOOPBACK : [{ address: '127.0.0.2', family: 4 }];
  });
  expect((await ask(proxy, `http://rebinding.example:${port}/`)).body).toBe('secret');
  expect(await tunnel(proxy, `rebinding.example:${port}`, 'hello')).toContain('secret');
  expect([asked, met.times]).toEqual([2, 2]);
});

test('what the configuration names is reached, redirects are handed back, and no header of the hop goes on', async () => {
  const seen: string[][] = [];
  const port = await listening(
    createServer((asked, answer) => {
      seen.push(Object.keys(asked.headers));
      if (asked.url === '/moved') answer.writeHead(302, { location: 'http://10.0.0.1/' }).end();
      else answer.end(`page ${asked.url}`);
    }),
  );
  const proxy = await openProxy([`127.0.0.1:${port}`]);
  const secret = { 'proxy-authorization': 'Basic eA==', 'proxy-connection': 'keep-alive' };
  expect(await ask(proxy, `http://127.0.0.1:${port}/a?b`, secret)).toEqual({
    status: 200,
    body: 'page /a?b',
  });
  expect((await ask(proxy, `http://127.0.0.1:${port}/moved`)).status).toBe(302);
  expect(seen.flat().filter((name) => name.startsWith('proxy-'))).toEqual([]);
});

test('a tunnel carries bytes both ways', async () => {
  const { met, port } = await openCanary();
  const proxy = await openProxy([`127.0.0.1:${port}`]);
  expect(await tunnel(proxy, `127.0.0.1:${port}`, 'hello')).toMatch(/^HTTP\/1\.1 200 [^]*secret$/);
  expect(met.times).toBe(1);
});

test.each([
  ['/', 400],
  ['http://user:word@example.org/', 400],
  ['ftp://example.org/', 400],
  ['https://example.org/', 400],
  ['http://nowhere.invalid/', 502],
])('%s is answered %i', async (path, status) => {
  const proxy = await openProxy([], async (host) => (host === 'nowhere.invalid' ? [] : [PUBLIC]));
  expect((await ask(proxy, path)).status).toBe(status);
});

test('a host that refuses is 502, in a tunnel too', async () => {
  const proxy = await openProxy(['127.0.0.1:9']);
  expect((await ask(proxy, 'http://127.0.0.1:9/')).status).toBe(502);
  expect(await tunnel(proxy, '127.0.0.1:9')).toMatch(/^HTTP\/1\.1 502 /);
});
