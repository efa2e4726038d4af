import { describe, expect, test } from 'vitest';
import type { FailureCode } from '../../shared/contract/failure.ts';
import type { Client } from './clients.ts';
import { decide } from './origin-guard.ts';
import type { GuardSettings, RequestFacts, Verdict } from './origin-guard.ts';

const PAIRED = `chrome-extension://${'abcdefghijklmnop'.repeat(2)}`;
const ALSO_PAIRED = 'moz-extension://2c1f7f3e-8a55-4f5e-9d0e-6a8f2d1c9b7a';
const STRANGER = `chrome-extension://${'ponmlkjihgfedcba'.repeat(2)}`;

const settings: GuardSettings = {
  hosts: new Set(['127.0.0.1:7410', 'localhost:7410', '[::1]:7410', 'home.lan:7410']),
  origins: new Set(['http://127.0.0.1:7410', 'http://localhost:7410', 'http://[::1]:7410']),
  pairedOrigins: new Set([PAIRED, ALSO_PAIRED]),
  openPaths: new Set(['/health']),
};

const script: Client = { client_id: 'script', scopes: ['read'], origin: null };
const extension: Client = { client_id: 'extension', scopes: ['read'], origin: PAIRED };

const post: RequestFacts = {
  method: 'POST',
  path: '/api/v1/search',
  hosts: ['127.0.0.1:7410'],
  fetchSites: [],
  origins: [],
  contentTypes: ['application/json'],
  hasBody: true,
  hasClientHeader: true,
  client: script,
};
const get: RequestFacts = { ...post, method: 'GET', path: '/api/v1/stats', contentTypes: [], hasBody: false };
const claim: RequestFacts = { ...post, path: '/pair/claim', client: null };

function codeOf(verdict: Verdict): FailureCode | 'admitted' {
  return verdict.admitted ? 'admitted' : verdict.code;
}

type Row = readonly [name: string, facts: RequestFacts, expected: FailureCode | 'admitted'];

const ATTACKS: readonly Row[] = [
  ['DNS rebinding: the page keeps its own name', { ...get, hosts: ['evil.example:7410'] }, 'wrong-host'],
  ['rebinding with our port left out', { ...get, hosts: ['127.0.0.1'] }, 'wrong-host'],
  ['a host that only starts like ours', { ...get, hosts: ['127.0.0.1:7410.evil.example'] }, 'wrong-host'],
  ['a host in capitals', { ...get, hosts: ['LOCALHOST:7410'] }, 'wrong-host'],
  ['a host with a closing dot', { ...get, hosts: ['localhost.:7410'] }, 'wrong-host'],
  ['another spelling of loopback', { ...get, hosts: ['127.1:7410'] }, 'wrong-host'],
  ['no host at all', { ...get, hosts: [] }, 'wrong-host'],
  ['two hosts, the first one ours', { ...get, hosts: ['127.0.0.1:7410', 'evil.example'] }, 'bad-input'],
  ['two equal hosts', { ...get, hosts: ['127.0.0.1:7410', '127.0.0.1:7410'] }, 'bad-input'],
  ['a path that the router would read differently', { ...get, path: null }, 'bad-input'],
  ['an image on a web page', { ...get, fetchSites: ['cross-site'] }, 'forbidden'],
  ['a page on another loopback port', { ...get, fetchSites: ['same-site'] }, 'forbidden'],
  ['Sec-Fetch-Site sent twice', { ...get, fetchSites: ['none', 'cross-site'] }, 'forbidden'],
  ['an empty Sec-Fetch-Site', { ...get, fetchSites: [''] }, 'forbidden'],
  ['a form on a web page', { ...post, origins: ['https://evil.example'] }, 'forbidden'],
  ['a sandboxed frame', { ...post, origins: ['null'] }, 'forbidden'],
  ['an empty origin', { ...post, origins: [''] }, 'forbidden'],
  ['our origin on another port', { ...post, origins: ['http://127.0.0.1:7411'] }, 'forbidden'],
  ['our origin over https', { ...post, origins: ['https://127.0.0.1:7410'] }, 'forbidden'],
  ['our origin with a closing slash', { ...post, origins: ['http://127.0.0.1:7410/'] }, 'forbidden'],
  ['two origins', { ...post, origins: ['http://127.0.0.1:7410', 'https://evil.example'] }, 'forbidden'],
  [
    "a site named like a paired extension's id",
    { ...post, origins: [`http://${PAIRED.slice(19)}`] },
    'forbidden',
  ],
  ['a paired origin in capitals', { ...post, origins: [PAIRED.toUpperCase()] }, 'forbidden'],
  ['an unpaired extension with a stolen token', { ...post, origins: [STRANGER] }, 'forbidden'],
  ['an unpaired extension at the door of pairing', { ...claim, origins: [STRANGER] }, 'admitted'],
  ['something shaped like an extension', { ...claim, origins: ['chrome-extension://evil'] }, 'forbidden'],
  ['an extension of an unknown kind', { ...claim, origins: ['evil-extension://abc'] }, 'forbidden'],
  ['a web page at the door of pairing', { ...claim, origins: ['https://evil.example'] }, 'forbidden'],
  ['a write as a form', { ...post, contentTypes: ['application/x-www-form-urlencoded'] }, 'not-json'],
  ['a write as text, as beacons send it', { ...post, contentTypes: ['text/plain'] }, 'not-json'],
  ['JSON hidden in a parameter', { ...post, contentTypes: ['text/plain; application/json'] }, 'not-json'],
  ['a write without content type', { ...post, contentTypes: [] }, 'not-json'],
  ['two content types', { ...post, contentTypes: ['application/json', 'text/plain'] }, 'not-json'],
  ['JSON with a charset', { ...post, contentTypes: ['Application/JSON; charset=utf-8'] }, 'admitted'],
  ['a method nobody expects', { ...get, method: 'TRACE' }, 'not-json'],
  ['a DELETE with a form as body', { ...get, method: 'DELETE', hasBody: true }, 'not-json'],
  ['a DELETE without body', { ...get, method: 'DELETE' }, 'admitted'],
  ['pairing without the client header', { ...claim, hasClientHeader: false }, 'forbidden'],
  ['pairing as a form', { ...claim, contentTypes: ['text/plain'] }, 'not-json'],
  ['no token', { ...post, client: null }, 'unauthorized'],
  ['no token on an unknown path', { ...get, path: '/nowhere', client: null }, 'unauthorized'],
  ['a path that only starts like an open one', { ...get, path: '/healthy', client: null }, 'unauthorized'],
  ['a preflight without token', { ...get, method: 'OPTIONS', client: null }, 'unauthorized'],
  ["an extension's token in a script's write", { ...post, client: extension }, 'forbidden'],
  [
    "an extension's token in another extension",
    { ...post, client: extension, origins: [ALSO_PAIRED] },
    'forbidden',
  ],
  ["a script's token in an extension", { ...post, origins: [PAIRED] }, 'forbidden'],
  [
    "an extension's GET, which names no origin",
    { ...get, client: extension, fetchSites: ['none'] },
    'admitted',
  ],
  ["an extension's own write", { ...post, client: extension, origins: [PAIRED] }, 'admitted'],
  ["Firefox's way of saying so", { ...get, client: extension, fetchSites: ['same-origin'] }, 'admitted'],
  ['a stranger asking for health', { ...get, path: '/health', client: null }, 'admitted'],
  ['a name of the configuration', { ...get, hosts: ['home.lan:7410'] }, 'admitted'],
];

describe('named attacks', () => {
  test.each(ATTACKS)('%s', (_name, facts, expected) => {
    expect(codeOf(decide(facts, settings))).toBe(expected);
  });
});

test('a token shown from another origin opens nothing more on an open route', () => {
  const verdict = decide({ ...get, path: '/health', client: extension, origins: [ALSO_PAIRED] }, settings);
  expect(verdict).toEqual({ admitted: true, client: null });
});

/** Every value says for itself what it alone must lead to; the first such answer in the guard's order is right. */
interface Choice {
  readonly facts: Partial<RequestFacts>;
  readonly refused?: FailureCode;
}

const HOSTS: readonly Choice[] = [
  { facts: { hosts: ['127.0.0.1:7410'] } },
  { facts: { hosts: ['localhost:7410'] } },
  { facts: { hosts: ['[::1]:7410'] } },
  { facts: { hosts: ['evil.example'] }, refused: 'wrong-host' },
  { facts: { hosts: ['127.0.0.1:80'] }, refused: 'wrong-host' },
  { facts: { hosts: ['localhost:7410', 'localhost:7410'] }, refused: 'bad-input' },
];
const FETCH_SITES: readonly Choice[] = [
  { facts: { fetchSites: [] } },
  { facts: { fetchSites: ['none'] } },
  { facts: { fetchSites: ['same-origin'] } },
  { facts: { fetchSites: ['same-site'] }, refused: 'forbidden' },
  { facts: { fetchSites: ['cross-site'] }, refused: 'forbidden' },
];
const ORIGINS = [
  undefined,
  'http://127.0.0.1:7410',
  PAIRED,
  STRANGER,
  'null',
  'https://evil.example',
] as const;
const METHODS = ['GET', 'HEAD', 'OPTIONS', 'POST', 'PATCH', 'DELETE'] as const;
const PATHS = ['/health', '/pair/claim', '/api/v1/memory', '/nowhere'] as const;
const CLIENTS = [null, script, extension] as const;

/** What must come of a request whose host and Sec-Fetch-Site are in order. */
function afterOrigin(origin: (typeof ORIGINS)[number], facts: RequestFacts): FailureCode | 'admitted' {
  const pairing = facts.path === '/pair/claim';
  if (origin === 'null' || origin === 'https://evil.example') return 'forbidden';
  if (origin === STRANGER) return pairing ? 'admitted' : 'forbidden';
  if (pairing || facts.path === '/health') return 'admitted';
  if (facts.client === null) return 'unauthorized';
  return mayUseBearer(origin, facts) ? 'admitted' : 'forbidden';
}

function mayUseBearer(origin: (typeof ORIGINS)[number], facts: RequestFacts): boolean {
  if (facts.client === script) return origin !== PAIRED;
  if (origin === undefined) return ['GET', 'HEAD', 'OPTIONS'].includes(facts.method);
  return origin === PAIRED;
}

test('the whole matrix of Host × Sec-Fetch-Site × Origin × method × route × bearer', () => {
  let cases = 0;
  const wrong: string[] = [];
  for (const host of HOSTS)
    for (const site of FETCH_SITES)
      for (const origin of ORIGINS)
        for (const method of METHODS)
          for (const path of PATHS)
            for (const client of CLIENTS) {
              const origins = origin === undefined ? [] : [origin];
              const facts: RequestFacts = {
                ...post,
                ...host.facts,
                ...site.facts,
                origins,
                method,
                path,
                client,
              };
              const answered = codeOf(decide(facts, settings));
              const expected = host.refused ?? site.refused ?? afterOrigin(origin, facts);
              if (answered !== expected) wrong.push(`${JSON.stringify(facts)}: ${answered}, not ${expected}`);
              cases += 1;
            }
  expect(wrong).toEqual([]);
  expect(cases).toBeGreaterThanOrEqual(3_000);
});
