import { expect, test } from 'vitest';
import { parseRobots } from './parse-robots.ts';

/** What a file says of a path, by RFC 9309. */
const CASES: readonly (readonly [rule: string, file: string, path: string, allowed: boolean])[] = [
  ['no rules allow everything', '', '/a', true],
  ['a path is forbidden with all below it', 'User-agent: *\nDisallow: /a', '/a/b', false],
  ['a rule is the beginning of a path, not a folder', 'User-agent: *\nDisallow: /a', '/apple', false],
  ['what is not named is allowed', 'User-agent: *\nDisallow: /a', '/b', true],
  ['nothing disallowed is everything allowed', 'User-agent: *\nDisallow:', '/a', true],
  ['paths compare with case', 'User-agent: *\nDisallow: /A', '/a', true],
  ['names of fields and agents compare without case', 'USER-AGENT: PageKeep\nDISALLOW: /a', '/a', false],
  ['an agent is named without its version', 'User-agent: Pagekeep/9.1\nDisallow: /a', '/a', false],
  [
    'our own group wins over the one for all',
    'User-agent: *\nDisallow: /\n\nUser-agent: pagekeep\nDisallow: /b',
    '/a',
    true,
  ],
  [
    'our own group wins wherever it stands',
    'User-agent: pagekeep\nDisallow: /b\n\nUser-agent: *\nDisallow: /',
    '/b',
    false,
  ],
  ['a group for others is not ours', 'User-agent: otherbot\nDisallow: /', '/a', true],
  ['an agent whose name only begins like ours is another', 'User-agent: pagekeeper\nDisallow: /', '/a', true],
  [
    'several agents share a group',
    'User-agent: a\nUser-agent: pagekeep\nUser-agent: b\nDisallow: /a',
    '/a',
    false,
  ],
  [
    'groups that name us twice are one',
    'User-agent: pagekeep\nDisallow: /a\n\nUser-agent: pagekeep\nDisallow: /b',
    '/a',
    false,
  ],
  [
    'groups for all are one as well',
    'User-agent: *\nDisallow: /a\n\nUser-agent: *\nDisallow: /b',
    '/a',
    false,
  ],
  [
    'a rule closes the list of agents',
    'User-agent: *\nDisallow: /a\nUser-agent: otherbot\nDisallow: /b',
    '/b',
    true,
  ],
  ['an empty line closes nothing', 'User-agent: pagekeep\n\nDisallow: /a', '/a', false],
  ['rules before any agent are nobody’s', 'Disallow: /\nUser-agent: *\nDisallow: /b', '/a', true],
  ['the longest rule decides', 'User-agent: *\nDisallow: /a\nAllow: /a/b', '/a/b/c', true],
  ['the longest rule decides, in any order', 'User-agent: *\nAllow: /a/b\nDisallow: /a', '/a/c', false],
  ['among equals allow wins', 'User-agent: *\nDisallow: /a\nAllow: /a', '/a', true],
  ['a star is anything', 'User-agent: *\nDisallow: /*/private', '/x/y/private/z', false],
  ['a star may be nothing', 'User-agent: *\nDisallow: /a*b', '/ab', false],
  ['a dollar is the end', 'User-agent: *\nDisallow: /*.gif$', '/a.gif', false],
  ['a dollar is the end, not the middle', 'User-agent: *\nDisallow: /*.gif$', '/a.gif?x', true],
  ['a query is part of the path', 'User-agent: *\nDisallow: /*?session=', '/a?session=1', false],
  ['comments say nothing', 'User-agent: * # all\nDisallow: /a # but\n# Disallow: /b', '/b', true],
  ['an encoded letter is the letter', 'User-agent: *\nDisallow: /%61', '/a', false],
  ['a letter is its encoding', 'User-agent: *\nDisallow: /ツ', '/%E3%83%84', false],
  ['an encoded slash is no slash', 'User-agent: *\nDisallow: /a%2Fb', '/a/b', true],
  ['lines end as on any system', 'User-agent: *\r\nDisallow: /a\rDisallow: /b', '/b', false],
  ['a byte-order mark says nothing', '\uFEFFUser-agent: *\nDisallow: /a', '/a', false],
  ['blanks around say nothing', '  User-agent :  *  \n\tDisallow\t:\t/a  ', '/a', false],
  ['lines that are none are passed over', 'User-agent: *\nhello\n<html>\nDisallow: /a\n:\n', '/a', false],
  ['robots.txt itself is always allowed', 'User-agent: *\nDisallow: /', '/robots.txt', true],
  ['everything is everything', 'User-agent: *\nDisallow: /', '/', false],
];

test.each(CASES)('%s', (_rule, file, path, allowed) => {
  expect(parseRobots(file).allows(`https://a.example${path}`)).toBe(allowed);
});

test('a delay and sitemaps are heard as well', () => {
  const rules = parseRobots(
    'Sitemap: https://a.example/1.xml\nUser-agent: *\nCrawl-delay: 2.5\nSitemap: https://a.example/2.xml\nUser-agent: x\nCrawl-delay: 9',
  );
  expect(rules.delay).toBe(2.5);
  expect(rules.sitemaps).toEqual(['https://a.example/1.xml', 'https://a.example/2.xml']);
  expect(parseRobots('User-agent: *\nCrawl-delay: soon').delay).toBeNull();
  expect(parseRobots('User-agent: *\nCrawl-delay: 999999').delay).toBe(3_600);
});

test('a rule that is a puzzle costs no time', () => {
  const rules = parseRobots(`User-agent: *\nDisallow: /${'*a'.repeat(5_000)}$`);
  const started = process.cpuUsage();
  expect(rules.allows(`https://a.example/${'a'.repeat(8_000)}b`)).toBe(true);
  expect(process.cpuUsage(started).user / 1_000).toBeLessThan(200);
});
