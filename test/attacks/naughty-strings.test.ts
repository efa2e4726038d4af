import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { ask, openDoor, post } from './open-door.ts';
import type { OpenDoor } from './open-door.ts';

/** Strings that have broken programs: of SQL, full text, markup, shells, formats, numbers, names and scripts. */
const PHRASES = String.raw`
'
"
\
;
--
' OR 1=1--
'; DROP TABLE pages;--
" UNION SELECT * FROM tokens--
%' _ /* */
?1 :name @p $1
AND
a OR
NOT NEAR(a, 2)
"a
a* ^a (a))
title:a {title url}:a -b +c
<script>alert(1)</script>
<img src=x onerror=alert(1)>
</textarea><!-- ]]>
&lt;&#0;&nbsp;
javascript:alert(1)
$(id) ${'`id`'} $HOME && rm
{{7*7}} #{1}
%s %n %00 %
../../etc/passwd
C:\Windows\..\ \\?\ file:///
null
undefined
true
NaN
-Infinity
0
-0
1e999
0x0
9007199254740993
__proto__
constructor
hasOwnProperty
then
CON NUL.txt
Ω≈ç√ ½ Å ﬀ ß İ ı Ⱥ
田中さん 사회과학원 हिन्दी ไทย
עברית العربية ﷽
Z̮̞̠͙͔ͅ
👩‍👩‍👧‍👦 🏳️‍🌈 🇩🇪 ❤️
¯\_(ツ)_/¯
`
  .trim()
  .split('\n');

const CHARACTERS = [
  ' ',
  '  a  ',
  '\t\n\r\n',
  '\u0001\u007F\u0085\u00A0',
  '\u200B\u200D\u2028\u2029',
  '\u202Eabc\u202C \u2066a\u2069',
  '\uFEFF\uFFFD\uFFFE',
  '\u{10FFFF}',
  'a\u0301',
  'a'.repeat(2_000),
  '👍'.repeat(500),
];

let door: OpenDoor;
beforeAll(async () => {
  door = await openDoor();
});
afterAll(() => door.close());
beforeEach(() => {
  door.entered.length = 0;
});

test.each([...PHRASES, ...CHARACTERS])('%j arrives unchanged in every field', async (text) => {
  const capture = { url: text, html: text, title: text, note: text, selection: text };
  const tags = text.trim() === '' ? [] : [text.normalize('NFC')];
  expect(
    (await post(door.port, '/api/v1/capture', JSON.stringify({ ...capture, tags: [text] }))).status,
  ).toBe(200);
  expect((await post(door.port, '/api/v1/search', JSON.stringify({ query: text }))).status).toBe(200);
  const lookup = `/api/v1/pages/lookup?url=${encodeURIComponent(text)}`;
  expect((await ask(door.port, { path: lookup })).status).toBe(200);
  const requests = door.entered.map(({ request }) => request);
  expect(requests).toEqual([{ ...capture, tags }, { query: text }, { url: text }]);
});
