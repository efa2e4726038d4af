import { fc } from '../../test/seeded-fast-check.ts';
import { describe, expect, test } from 'vitest';
import { canonicalUrl, domainOf, urlVariants } from './canonical-url.ts';

describe('canonicalUrl', () => {
  test.each([
    ['HTTPS://Example.COM:443/a', 'https://example.com/a'],
    ['http://example.com', 'http://example.com/'],
    ['https://example.com./a', 'https://example.com/a'],
    ['https://example.com/a#section', 'https://example.com/a'],
    ['https://example.com/#/inbox', 'https://example.com/#/inbox'],
    ['https://example.com/#!list', 'https://example.com/#!list'],
    ['https://example.com/a?utm_source=x&b=2&fbclid=1&a=1', 'https://example.com/a?b=2&a=1'],
    ['https://example.com/a?UTM_Medium=x', 'https://example.com/a'],
    ['https://example.com/a;jsessionid=8F?PHPSESSID=1&q=%20x', 'https://example.com/a?q=%20x'],
    ['https://example.com/a/', 'https://example.com/a/'],
    ['https://example.com:8443/a', 'https://example.com:8443/a'],
    ['https://bücher.example/', 'https://xn--bcher-kva.example/'],
    ['http://0x7f.1/', 'http://127.0.0.1/'],
    ['http://[::1]:80/x', 'http://[::1]/x'],
  ])('%s → %s', (input, expected) => {
    expect(canonicalUrl(input)).toBe(expected);
  });

  test.each([
    '',
    'example.com',
    'ftp://example.com/',
    'javascript:alert(1)',
    'file:///etc/passwd',
    'https://',
    'https://user:pass@example.com/',
    'https://user@example.com/',
    'data:text/html,x',
  ])('refuses %j', (input) => {
    expect(canonicalUrl(input)).toBeNull();
  });

  test.each([
    ['same host', 'https://example.com/b', 'https://example.com/b'],
    ['www of the same domain', 'https://www.example.com/b?utm_id=1', 'https://www.example.com/b'],
    ['another host', 'https://evil.example/b', 'https://example.com/a?x=1'],
    ['the bare home page', 'https://example.com/', 'https://example.com/a?x=1'],
    ['another port', 'https://example.com:81/b', 'https://example.com/a?x=1'],
    ['nonsense', '::', 'https://example.com/a?x=1'],
    ['credentials', 'https://u:p@example.com/b', 'https://example.com/a?x=1'],
  ])('canonical link to %s', (_, link, expected) => {
    expect(canonicalUrl('https://example.com/a?x=1', link)).toBe(expected);
  });

  test('a route of an application is not folded into the canonical link', () => {
    expect(canonicalUrl('https://example.com/app#/b', 'https://example.com/app')).toBe(
      'https://example.com/app#/b',
    );
  });

  test('canonicalising twice changes nothing', () => {
    fc.assert(
      fc.property(fc.webUrl({ withFragments: true, withQueryParameters: true }), (url) => {
        const once = canonicalUrl(url);
        expect(once).not.toBeNull();
        expect(canonicalUrl(once ?? '')).toBe(once);
      }),
    );
  });

  test('any text gives an address or null, and never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (tail) => {
        const once = canonicalUrl(`https://example.com/${tail}`);
        expect(once === null ? null : canonicalUrl(once)).toBe(once);
      }),
    );
  });
});

test('urlVariants covers schemes and www, and leaves addresses and single names alone', () => {
  expect(urlVariants('https://www.example.com/a')).toEqual([
    'https://www.example.com/a',
    'https://example.com/a',
    'http://example.com/a',
    'http://www.example.com/a',
  ]);
  expect(urlVariants('http://127.0.0.1:80/')).toEqual(['http://127.0.0.1:80/', 'https://127.0.0.1:80/']);
  expect(urlVariants('http://localhost:3000/a')).toEqual([
    'http://localhost:3000/a',
    'https://localhost:3000/a',
  ]);
  expect(urlVariants('nonsense')).toEqual(['nonsense']);
});

test('domainOf drops www only where a domain remains', () => {
  expect(domainOf('https://www.example.com/a')).toBe('example.com');
  expect(domainOf('https://docs.example.com:8080/')).toBe('docs.example.com');
  expect(domainOf('https://www.com/')).toBe('www.com');
  expect(domainOf('nonsense')).toBe('');
});
