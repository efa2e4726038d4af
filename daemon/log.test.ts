import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Failure } from './failure.ts';
import { openLog } from './log.ts';
import type { LogFacts } from './log.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pagekeep-log-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function logged(event: string, facts?: LogFacts): string {
  const lines: string[] = [];
  const log = openLog({ file: join(folder, 'pagekeep.log'), stderr: (line) => lines.push(line) });
  log.info(event, facts);
  log.close();
  const inFile = readFileSync(join(folder, 'pagekeep.log'), 'utf8');
  expect(inFile.endsWith(lines.join(''))).toBe(true);
  return inFile;
}

test('one line: time, level, event, facts', () => {
  expect(logged('synced', { records: 12, mode: 'ram', error: undefined })).toMatch(
    /^\d{4}-\d\d-\d\dT[\d:.]+Z info {2}synced records=12 mode="ram"\n$/,
  );
});

test('lines below the level are dropped', () => {
  const log = openLog({ file: join(folder, 'pagekeep.log'), level: 'warn' });
  log.debug('a');
  log.info('b');
  log.warn('c');
  log.error('d');
  log.close();
  expect(readFileSync(join(folder, 'pagekeep.log'), 'utf8').match(/[abcd]$/gm)).toEqual(['c', 'd']);
});

describe('what must never be kept is blotted out', () => {
  const token = 'q0Xv7rWb2N4sT8uYk1LmPz5AcEfGhJdRoIiBnVxCw9M';
  const cases: [string, string, LogFacts | undefined, string][] = [
    ['a bearer in a sentence', 'refused Authorization: Bearer abc', undefined, 'abc'],
    ['a token in a sentence', `client ${token} came`, undefined, token],
    ['a token as a fact', 'came', { client: token }, token],
    ['a fact with a secret name', 'came', { access_token: 'short', api_key: 'k' }, 'short'],
    ['a question', 'searched', { query: 'how do I leave him' }, 'leave'],
    ['page text', 'cleaned', { markdown: 'Dear diary' }, 'diary'],
    ['the address of a page', 'stored https://clinic.example/results?id=7', undefined, 'clinic'],
    ['an address of our own with a path', 'at http://127.0.0.1:7410/connect#abcdef', undefined, 'connect'],
    ['pairing digits', 'pair with 1234 5678', undefined, '5678'],
    [
      'what a parser quotes',
      'failed',
      { error: new SyntaxError('Unexpected token, "Dear diary, it\'s" is not JSON') },
      'diary',
    ],
    [
      'what a cause quotes',
      'failed',
      { error: new Failure('internal', 'No.', { cause: new Error("near 'diary'") }) },
      'diary',
    ],
  ];
  test.each(cases)('%s', (_, event, facts, secret) => {
    expect(logged(event, facts)).not.toContain(secret);
  });
});

test('a line stays a line, whatever is in it', () => {
  expect(logged('a\nb\u001B[31m', { file: 'c\r\nd' }).match(/\n/g)).toHaveLength(1);
});

test('an error keeps its name, code and place', () => {
  const error = Object.assign(new Error('disk I/O error'), { code: 'SQLITE_IOERR' });
  expect(logged('failed', { error })).toMatch(
    /error="Error SQLITE_IOERR: disk I\/O error at .*log\.test\.ts/,
  );
});

test('the daemon is found by its own address', () => {
  expect(logged('listening on http://127.0.0.1:7410')).toContain('http://127.0.0.1:7410');
});

test('three files of bounded size and mode 0600 remain', () => {
  const log = openLog({ file: join(folder, 'pagekeep.log'), maxBytes: 1000 });
  for (let n = 0; n < 200; n++) log.info('event', { n });
  log.close();
  const names = readdirSync(folder).toSorted();
  expect(names).toEqual(['pagekeep.log', 'pagekeep.log.1', 'pagekeep.log.2']);
  for (const name of names) {
    const { size, mode } = statSync(join(folder, name));
    expect(size).toBeLessThanOrEqual(1000);
    expect(mode & 0o777).toBe(0o600);
  }
  expect(readFileSync(join(folder, 'pagekeep.log'), 'utf8')).toContain('n=199');
});

test('an opened log goes on where it stopped', () => {
  for (const event of ['first', 'second']) {
    const log = openLog({ file: join(folder, 'pagekeep.log') });
    log.info(event);
    log.close();
  }
  expect(readFileSync(join(folder, 'pagekeep.log'), 'utf8').match(/first|second/g)).toEqual([
    'first',
    'second',
  ]);
});
