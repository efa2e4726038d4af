import { describe, expect, test } from 'vitest';
import { Failure } from '../failure.ts';
import { parseWebUrl, vetUrl } from './vet-url.ts';
import type { Resolve } from './vet-url.ts';

/** Words between white space. */
function list(words: string): string[] {
  return words.trim().split(/\s+/);
}

const INTERNAL_IPV4 = list(`
  0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.100.100.200 127.0.0.1 127.255.255.254
  168.63.129.16 169.254.0.1 169.254.169.254 172.16.0.1 172.31.255.255 192.0.0.192 192.0.2.1
  192.88.99.1 192.168.0.1 192.168.255.255 198.18.0.1 198.51.100.7 203.0.113.9 224.0.0.1 240.0.0.1
  255.255.255.255
`);

function hex(value: number, digits = 2): string {
  return value.toString(16).padStart(digits, '0');
}

/** Every way a URL can spell an IPv4 address. */
function spellings(address: string): string[] {
  const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number);
  const number = ((a << 24) | (b << 16) | (c << 8) | d) >>> 0;
  const [high, low] = [hex(a) + hex(b), hex(c) + hex(d)];
  const fullWidth = address.replaceAll(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit)));
  return [
    address,
    `${address}.`,
    String(number),
    `0x${hex(number, 8)}`,
    `0${number.toString(8)}`,
    [a, b, c, d].map((part) => `0x${hex(part)}`).join('.'),
    [a, b, c, d].map((part) => `0${part.toString(8)}`).join('.'),
    `${a}.${b}.${(c << 8) | d}`,
    `${a}.${(b << 16) | (c << 8) | d}`,
    fullWidth,
    `[::ffff:${address}]`,
    `[::ffff:${high}:${low}]`,
    `[0:0:0:0:0:ffff:${high}:${low}]`,
    `[::${address}]`,
    `[::ffff:0:${address}]`,
    `[64:ff9b::${address}]`,
    `[64:ff9b:1::${address}]`,
    `[2002:${high}:${low}::1]`,
    `[2001:0:${high}:${low}::1]`,
  ];
}

const INTERNAL_IPV6 = list(`
  :: ::1 0:0:0:0:0:0:0:1 ::2 100::1 2001:2::1 2001:3::1 2001:10::1 2001:20::1 2001:db8::1 3fff::1
  4000::1 5f00::1 8000::1 e000::1 fc00::1 fd00:ec2::254 fe80::1 febf::1 fec0::1 ff02::1
`);

/** What names resolve to; one internal answer among several is enough to refuse. */
const INTERNAL_NAMES: Readonly<Record<string, readonly string[]>> = {
  localhost: ['127.0.0.1', '::1'],
  'localhost.': ['127.0.0.1'],
  'sub.localhost': ['127.0.0.1'],
  'metadata.google.internal': ['169.254.169.254'],
  '127.0.0.1.nip.example': ['127.0.0.1'],
  'printer.local': ['192.168.1.20'],
  'mixed.example': ['93.184.216.34', '10.0.0.7'],
  'mixed6.example': ['2606:4700::1111', 'fd00::1'],
  'mapped.example': ['::ffff:10.0.0.1'],
  'nat64.example': ['64:ff9b::a00:1'],
  'zone.example': ['fe80::1%eth0'],
  'odd.example': ['not an address'],
};

const PUBLIC_IPV4 = list(`
  1.1.1.1 8.8.8.8 9.255.255.255 11.0.0.1 93.184.216.34 100.63.255.255 100.128.0.1 126.255.255.255
  128.0.0.1 168.63.129.17 169.253.255.255 169.255.0.1 172.15.255.255 172.32.0.1 191.255.255.255
  192.0.1.1 192.167.255.255 192.169.0.1 198.17.255.255 198.20.0.1 203.0.112.1 223.255.255.255
`);

const LOOKALIKES = [
  ...PUBLIC_IPV4.flatMap((address) => [address, `[::ffff:${address}]`]),
  ...list(`
    [2606:4700::1111] [2a00:1450:4001::1] [2001:4860:4860::8888] [64:ff9b::8.8.8.8] [2620:fe::fe]
    134744072 0x08080808 127.0.0.1.example localhost.example 10.example xn--n3h.example a_b.example
  `),
];

const resolve: Resolve = async (host) =>
  (INTERNAL_NAMES[host] ?? ['93.184.216.34', '2606:2800:220:1::1']).map((address) => ({
    address,
    family: address.includes(':') ? 6 : 4,
  }));

async function judge(text: string, allowHosts: readonly string[] = []): Promise<string> {
  try {
    await vetUrl(parseWebUrl(text), allowHosts, resolve);
    return 'allowed';
  } catch (error) {
    return error instanceof Failure ? `${error.code}: ${error.message}` : String(error);
  }
}

const FORBIDDEN = 'address-forbidden: Pagekeep does not fetch from this address.';

test('every spelling of every internal address is refused in the same words', async () => {
  const hosts = [
    ...INTERNAL_IPV4.flatMap(spellings),
    ...INTERNAL_IPV6.map((address) => `[${address}]`),
    ...Object.keys(INTERNAL_NAMES),
    '①②⑦.⓪.⓪.①',
    '127。0。0。1',
    '%31%32%37.0.0.1',
    '127.0.0.1:80',
    '127.0.0.1:22',
    '[::1]:7410',
    'LOCALHOST',
  ];
  expect(new Set(hosts).size).toBeGreaterThanOrEqual(250);
  for (const host of hosts) {
    for (const scheme of ['http', 'https']) {
      expect([host, await judge(`${scheme}://${host}/`)]).toEqual([host, FORBIDDEN]);
    }
  }
});

test('public look-alikes are allowed', async () => {
  expect(new Set(LOOKALIKES).size).toBeGreaterThanOrEqual(50);
  for (const host of LOOKALIKES) expect([host, await judge(`http://${host}/`)]).toEqual([host, 'allowed']);
});

const NO_WEB_ADDRESSES = [
  ...list(`
    a //a http:// http://[ http://[::g]/ http://1.2.3.4.5.6:99999/ http://256.1.1.1/
    file:///etc/passwd raw:<p>a</p> data:text/html,a javascript:1 ftp://a.example/ gopher://a/
    ws://a.example/ chrome://settings blob:http://a/ about:blank view-source:http://a/ http://%00/
    http://user@a.example/ http://user:word@a.example/ http://a.example@127.0.0.1/
    http://127.0.0.1@a.example/ http://:@127.0.0.1:80@a.example/ jar:http://a.example!/
    unix:///run/docker.sock http+unix://a/
  `),
  '',
  ' ',
  'http://a b/',
];

describe('what is no web address', () => {
  test.each(NO_WEB_ADDRESSES)('%s', async (text) => {
    expect(await judge(text)).toMatch(/^url-invalid: /);
  });
});

test('forms that other parsers read differently are judged as the host that is dialled', async () => {
  expect(await judge('http:/\\127.0.0.1/')).toBe(FORBIDDEN);
  expect(await judge('http:127.0.0.1/')).toBe(FORBIDDEN);
  expect(await judge('http:\\\\10.0.0.1')).toBe(FORBIDDEN);
  expect(await judge('http://a.example\\@127.0.0.1/')).toBe('allowed');
  expect(await judge('http://a.example/@127.0.0.1/')).toBe('allowed');
  expect(await judge('http://a.example#@127.0.0.1/')).toBe('allowed');
});

test('the configuration lifts the check for exactly the host and port it names', async () => {
  const allow = ['127.0.0.1:8080', 'printer.local', '[::1]:9000'];
  expect(await judge('http://127.0.0.1:8080/wiki', allow)).toBe('allowed');
  expect(await judge('http://2130706433:8080/', allow)).toBe('allowed');
  expect(await judge('http://[::1]:9000/', allow)).toBe('allowed');
  expect(await judge('http://printer.local/', allow)).toBe('allowed');
  expect(await judge('https://PRINTER.local/', allow)).toBe('allowed');
  for (const other of [
    '127.0.0.1',
    '127.0.0.1:8081',
    '127.0.0.2:8080',
    'printer.local:631',
    'localhost:8080',
    '[::1]',
  ]) {
    expect([other, await judge(`http://${other}/`, allow)]).toEqual([other, FORBIDDEN]);
  }
});

test('a name is resolved once, and a literal never', async () => {
  const asked: string[] = [];
  const counting: Resolve = async (host) => {
    asked.push(host);
    return [{ address: '93.184.216.34', family: 4 }];
  };
  const vetted = await vetUrl(parseWebUrl('http://a.example/'), [], counting);
  await vetUrl(parseWebUrl('http://8.8.8.8/'), [], counting);
  expect(asked).toEqual(['a.example']);
  expect(vetted.addresses).toEqual([{ address: '93.184.216.34', family: 4 }]);
});

test('a name without an answer is a site that could not be found', async () => {
  const unknown: Resolve[] = [async () => [], () => Promise.reject(new Error('ENOTFOUND'))];
  for (const none of unknown) {
    await expect(vetUrl(parseWebUrl('http://a.example/'), [], none)).rejects.toMatchObject({
      code: 'fetch-failed',
    });
  }
});
