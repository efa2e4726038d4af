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

const INTERNAL_IPV6 = list(`
  :: ::1 ::2 100::1 2001:2::1 2001:db8::1 3fff::1 4000::1 5f00::1 fc00::1 fd00:ec2::254 fe80::1 fec0::1 ff02::1
`);

function hex(value: number): string {
  return value.toString(16).padStart(2, '0');
}

/** Ways a URL can spell an IPv4 address. */
function spellings(address: string): string[] {
  const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number);
  const number = ((a << 24) | (b << 16) | (c << 8) | d) >>> 0;
  const [high, low] = [hex(a) + hex(b), hex(c) + hex(d)];
  return [
    address,
    `${address}.`,
    String(number),
    `0x${number.toString(16)}`,
    `0${number.toString(8)}`,
    [a, b, c, d].map((part) => `0x${hex(part)}`).join('.'),
    [a, b, c, d].map((part) => `0${part.toString(8)}`).join('.'),
    `${a}.${b}.${(c << 8) | d}`,
    `${a}.${(b << 16) | (c << 8) | d}`,
    address.replaceAll(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit))),
    `[::ffff:${address}]`,
    `[::ffff:${high}:${low}]`,
    `[::${address}]`,
    `[64:ff9b::${address}]`,
    `[2002:${high}:${low}::1]`,
  ];
}

/** Addresses that lead into a machine or its network, in every spelling; those of this machine name `port`, where somebody listens. */
export function internalAddresses(port: number): string[] {
  const hosts = [
    ...INTERNAL_IPV4.flatMap(spellings),
    ...INTERNAL_IPV6.map((address) => `[${address}]`),
    'localhost',
    'LOCALHOST',
  ];
  return hosts.map((host) => `http://${host}:${port}/secret`);
}

/** What is no web address at all, or hides a user's name in one. */
export const NO_ADDRESSES: readonly string[] = [
  'file:///etc/passwd',
  'FILE://localhost/etc/passwd',
  'raw:<p>x</p>',
  'raw://<p>x</p>',
  'ftp://127.0.0.1/',
  'gopher://127.0.0.1:70/_',
  'data:text/html,x',
  'javascript:alert(1)',
  'blob:http://127.0.0.1/x',
  'view-source:http://127.0.0.1/',
  'ws://127.0.0.1/',
  'http://user:word@93.184.216.34/',
  'http://93.184.216.34@127.0.0.1/',
  '//127.0.0.1/',
  '127.0.0.1',
  'http://',
  'http://[',
  'http://a b/',
  '',
];
