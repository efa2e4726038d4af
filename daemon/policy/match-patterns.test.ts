import { describe, expect, test } from 'vitest';
import { canonicalPattern, readPattern } from './block-pattern.ts';
import { matchPatterns } from './match-patterns.ts';

function isBlocked(pattern: string, url: string): boolean {
  return matchPatterns([readPattern(canonicalPattern(pattern))])(url) !== null;
}

describe('a pattern has one spelling', () => {
  test.each([
    ['example.com', 'example.com'],
    ['  Example.COM.  ', 'example.com'],
    ['www.example.com', 'example.com'],
    ['www.com', 'www.com'],
    ['*.Example.com', '*.example.com'],
    ['*.www.example.com', '*.www.example.com'],
    ['https://www.example.com/', 'example.com'],
    ['HTTP://Example.com:80/#top', 'example.com'],
    ['https:\\example.com\\a', 'example.com/a'],
    ['https:/example.com', 'example.com'],
    ['https://*.example.com/*', '*.example.com'],
    ['example.com:8080', 'example.com:8080'],
    ['example.com:443/a', 'example.com/a'],
    ['example.com/Private/*', 'example.com/private/*'],
    ['example.com//a/./b/../c/', 'example.com/a/c'],
    ['example.com/%70rivate%2fx', 'example.com/private/x'],
    ['example.com/wiki/Who%3F', 'example.com/wiki/who%3f'],
    ['example.com?q=*', 'example.com/?q=*'],
    ['example.com/Search?Q=%41*#x', 'example.com/search?q=a*'],
    ['münchen.example', 'xn--mnchen-3ya.example'],
    ['*.MÜNCHEN.example/Über', '*.xn--mnchen-3ya.example/über'],
    ['localhost:3000', 'localhost:3000'],
    ['2130706433', '127.0.0.1'],
    ['[0:0::1]:8080/x', '[::1]:8080/x'],
    ['com', 'com'],
  ])('%s is %s', (typed, canonical) => {
    expect(canonicalPattern(typed)).toBe(canonical);
    expect(canonicalPattern(canonical.replaceAll('%', '%25'))).toBe(canonical);
  });

  test.each([
    ['', /A pattern is a site/],
    ['   ', /A pattern is a site/],
    ['*', /A star in a site’s name/],
    ['*.', /A star in a site’s name/],
    ['*.*', /A star in a site’s name/],
    ['ex*mple.com', /A star in a site’s name/],
    ['*example.com', /A star in a site’s name/],
    ['*.*.example.com', /A star in a site’s name/],
    ['news.*', /A star in a site’s name/],
    ['192.168.*', /A star in a site’s name/],
    ['*.192.168.0.1', /A pattern is a site/],
    ['/private/*', /A pattern is a site/],
    ['//example.com/', /A pattern is a site/],
    ['exa mple.com', /A pattern is a site/],
    ['example.com:99999', /A pattern is a site/],
    ['javascript:alert(1)', /A pattern is a site/],
    ['mailto:a@b.example', /no user name/],
    ['https://user:word@example.com/', /no user name/],
    ['file:///etc/passwd', /Only http and https/],
    ['ftp://example.com', /Only http and https/],
    ['::1', /A pattern is a site/],
  ])('%j is refused with its rule', (typed, rule) => {
    expect(() => canonicalPattern(typed)).toThrow(expect.objectContaining({ code: 'bad-input' }));
    expect(() => canonicalPattern(typed)).toThrow(rule);
  });
});

describe('an address fits a pattern however it is spelled', () => {
  test.each([
    ['example.com', 'https://example.com/'],
    ['example.com', 'http://www.example.com/a?b#c'],
    ['example.com', 'HTTPS://EXAMPLE.COM:443/'],
    ['example.com', 'https://example.com./'],
    ['example.com', 'https://example.com:8443/'],
    ['example.com', 'https:\\\\example.com\\a'],
    ['example.com', 'https:////example.com//'],
    ['example.com', 'https://ex%61mple.com/'],
    ['example.com', 'https://ｅxample。com/'],
    ['example.com', 'https://exa\tmple.com/'],
    ['example.com', 'https://user:word@example.com/'],
    ['www.example.com', 'https://example.com/'],
    ['*.example.com', 'https://example.com/'],
    ['*.example.com', 'https://a.b.c.example.com./x'],
    ['*.example.com', 'https://www.example.com/'],
    ['*.com', 'https://example.com/'],
    ['münchen.example', 'https://MÜNCHEN.example/'],
    ['xn--mnchen-3ya.example', 'https://münchen.example/'],
    ['127.0.0.1', 'http://2130706433:8080/'],
    ['127.0.0.1', 'http://0x7f.1/'],
    ['[::1]', 'http://[0:0:0:0:0:0:0:1]/'],
    ['example.com:8080', 'http://example.com:8080/x'],
    ['example.com/private/*', 'https://example.com/private/a/b'],
    ['example.com/private/*', 'https://example.com/private'],
    ['example.com/private/*', 'https://www.example.com/private/?a=b'],
    ['example.com/private/*', 'https://example.com/PRIVATE/A'],
    ['example.com/private/*', 'https://example.com/%70rivate/a'],
    ['example.com/private/*', 'https://example.com//private//a'],
    ['example.com/private/*', 'https://example.com/public/../private/a'],
    ['example.com/private/*', 'https://example.com/public/%2e%2E/private/a'],
    ['example.com/private/*', 'https://example.com/public/%2e%2e%2fprivate%2fa'],
    ['example.com/private/*', 'https://example.com\\private\\a'],
    ['example.com/private/*', 'https://example.com/%5cprivate/a'],
    ['example.com/*%ff*private', 'https://example.com/%ff%70rivate'],
    ['example.com/über/*', 'https://example.com/u%CC%88ber/x'],
    ['example.com/a', 'https://example.com/a/?x=1'],
    ['example.com/a*', 'https://example.com/abc/d'],
    ['example.com/*.pdf', 'https://example.com/x/y.PDF'],
    ['*.example.com/*/draft', 'https://blog.example.com/2026/11/draft'],
    ['example.com/wiki/Who%3F', 'https://example.com/wiki/who%3F?action=view'],
    ['example.com/search?q=*', 'https://example.com/search/?Q=olives%20'],
    ['example.com/*?*secret*', 'https://example.com/a/b?x=1&SECRET=2'],
    ['example.com/?p=1', 'https://example.com?p=1'],
  ])('%s keeps out %s', (pattern, url) => {
    expect(isBlocked(pattern, url)).toBe(true);
  });

  test.each([
    ['example.com', 'https://a.example.com/'],
    ['example.com', 'https://notexample.com/'],
    ['example.com', 'https://example.com.evil.example/'],
    ['example.com', 'https://evil.example/example.com'],
    ['example.com', 'https://example.org/?u=https://example.com/'],
    ['com', 'https://example.com/'],
    ['com', 'https://www.com/'],
    ['*.example.com', 'https://notexample.com/'],
    ['*.a.example.com', 'https://example.com/'],
    ['example.com:8080', 'https://example.com/'],
    ['example.com:8080', 'https://example.com:80800/'],
    ['127.0.0.1', 'http://127.0.0.2/'],
    ['example.com/private/*', 'https://example.com/'],
    ['example.com/private/*', 'https://example.com/privately/a'],
    ['example.com/private/*', 'https://example.com/private/../a'],
    ['example.com/a', 'https://example.com/a/b'],
    ['example.com/*/draft', 'https://example.com/draft'],
    ['example.com/*/draft', 'https://example.com/a/draft/b'],
    ['example.com/a*a', 'https://example.com/a'],
    ['example.com/search?q=*', 'https://example.com/search'],
    ['example.com/search?q=*', 'https://example.com/search%3Fq=a'],
    ['example.com', 'not an address'],
  ])('%s lets through %s', (pattern, url) => {
    expect(isBlocked(pattern, url)).toBe(false);
  });
});

test('of many patterns the one that fits is named', () => {
  const many = Array.from({ length: 20_000 }, (_, at) => `*.site-${at}.example`);
  const match = matchPatterns([...many, 'example.com/a', 'example.com:81'].map(readPattern));
  expect(match('https://deep.below.site-19999.example/x')?.pattern).toBe('*.site-19999.example');
  expect(match('https://example.com/a')?.pattern).toBe('example.com/a');
  expect(match('http://example.com:81/b')?.pattern).toBe('example.com:81');
  expect(match('https://example.com/b')).toBeNull();
});

// Quadratic work over four million characters would take hours, exponential work forever: no clock is needed.
const LONG = 'a'.repeat(4_000_000);
test.each([
  ['stars that nearly fit', `a.example/${'*a'.repeat(240)}b`, `http://a.example/${LONG}`, false],
  ['a long piece', `a.example/*${'a'.repeat(480)}b*`, `http://a.example/${LONG}`, false],
  ['slashes', 'a.example/*/x/*/y', `http://a.example/${'/'.repeat(4_000_000)}`, false],
  ['steps up', 'a.example/*/x', `http://a.example/${'%2e%2e%2f'.repeat(400_000)}`, false],
  ['encoded bytes', 'a.example/*x', `http://a.example/${'%ff'.repeat(1_000_000)}`, false],
  ['labels', '*.a.example', `http://${'a.'.repeat(1_000_000)}example/`, true],
  ['dots', '*.a.example', `http://a.example${'.'.repeat(1_000_000)}/`, true],
  ['a query', 'a.example/*?*a*b', `http://a.example/?${LONG}`, false],
])('an address and a pattern made to be slow: %s', (_name, pattern, url, fits) => {
  expect(isBlocked(pattern, url)).toBe(fits);
});
