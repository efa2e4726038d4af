// Files that went wrong, met by the command line as a person uses it: a sentence that names the file and the next step,
// the exit code, and the file as it was.
import Database from 'better-sqlite3';
import { execFile } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { commitPage } from '../../daemon/store/commit-page.ts';
import { closeStore, openStore } from '../../daemon/store/open-store.ts';
import { startDaemonProcess } from '../daemon-process.ts';
import { samplePage, samplePassage } from '../fakes/sample-page.ts';

const CLI = join(import.meta.dirname, '../../daemon/cli/main.ts');

let dataDir: string;
let pages: string;

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'pagekeep-files-'));
  pages = join(dataDir, 'pages.db');
  const store = await openStore(pages);
  for (let n = 0; n < 40; n += 1) {
    await commitPage(
      store,
      samplePage({
        url: `https://a.example/${n}`,
        passages: [samplePassage(0, `The windlass number ${n}.`)],
      }),
    );
  }
  await closeStore(store);
});

afterEach(() => rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 }));

function pagekeep(...typed: string[]): Promise<{ exit: number; out: string; note: string }> {
  const env = { ...process.env, CI: 'true', PAGEKEEP_DATA_DIR: dataDir, PAGEKEEP_PORT: '0' };
  return new Promise((resolve) => {
    execFile(process.execPath, [CLI, ...typed], { env }, (error, out, note) =>
      resolve({ exit: error === null ? 0 : Number(error.code), out, note }),
    );
  });
}

function flip(file: string, text: string): void {
  const bytes = readFileSync(file);
  const at = bytes.indexOf(text);
  expect(at).toBeGreaterThan(0);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  writeFileSync(file, bytes);
}

async function foreignJournal(): Promise<void> {
  const other = await openStore(join(dataDir, 'other.db'));
  await commitPage(other, samplePage({ url: 'https://b.example/' }));
  copyFileSync(join(dataDir, 'other.db-wal'), `${pages}-wal`);
  await closeStore(other);
}

function change(sql: string): void {
  const database = new Database(pages);
  database.exec(sql);
  database.close();
}

describe('a start', () => {
  test.each<[string, () => unknown, string]>([
    ['that is cut off', () => truncateSync(pages, statSync(pages).size - 4096), 'pagekeep restore'],
    ['that is empty', () => truncateSync(pages, 0), 'pagekeep restore'],
    ['that is a text', () => writeFileSync(pages, 'a letter to my aunt, '.repeat(300)), 'backup'],
    ['of another program', () => change('pragma application_id = 7'), 'pagekeep restore'],
    ['of a newer Pagekeep', () => change('pragma user_version = 999'), 'Install that version again'],
    ['with the journal of another file', foreignJournal, 'do not fit together'],
  ])('refuses a memory %s, names it and the next step, and leaves it as it was', async (_, damage, next) => {
    await damage();
    const before = readFileSync(pages);
    const { exit, note } = await pagekeep('start');
    expect(exit).toBe(1);
    expect(note).toContain('pages.db');
    expect(note).toContain(next);
    expect(readFileSync(pages).equals(before)).toBe(true);
    expect(existsSync(join(dataDir, 'daemon.json'))).toBe(false);
  });

  test('refuses a folder whose memory is gone but for its journal, and one that is a file', async () => {
    rmSync(pages);
    writeFileSync(`${pages}-wal`, 'what was acknowledged');
    const gone = await pagekeep('start');
    expect(gone).toMatchObject({ exit: 1, note: expect.stringContaining('only its journal is there') });
    expect(existsSync(pages)).toBe(false);

    const file = join(dataDir, 'file');
    writeFileSync(file, '');
    const taken = await pagekeep('start', '--data-dir', file);
    expect(taken).toMatchObject({ exit: 1, note: expect.stringContaining(file) });
  });

  test('refuses a folder in which nothing can be written', async () => {
    // A folder of that name stands in the way of the file, also for root, whom no permission stops.
    mkdirSync(join(dataDir, 'daemon.lock'));
    const { exit, note } = await pagekeep('start');
    expect(exit).toBe(1);
    expect(note).toContain('daemon.lock cannot be opened for writing');
  });
});

describe('verify', () => {
  test('of a memory nobody has open says that all is well, or which page is damaged and what brings it back', async () => {
    expect(await pagekeep('verify')).toMatchObject({
      exit: 0,
      out: expect.stringContaining('All is as it was kept'),
    });
    flip(pages, 'The windlass number 7.');
    const { exit, out } = await pagekeep('verify');
    expect(exit).toBe(1);
    expect(out).toContain('https://a.example/7');
    expect(out).toContain('pagekeep restore');
    const json = JSON.parse((await pagekeep('verify', '--json')).out) as { pages_db: { pages: unknown[] } };
    expect(json.pages_db.pages).toEqual([{ page_id: 8, url: 'https://a.example/7', parts: ['passages'] }]);
  });

  test('says what is wrong with a memory that does not open, and that nothing is kept yet', async () => {
    truncateSync(pages, 8192);
    const cut = await pagekeep('verify');
    expect(cut).toMatchObject({ exit: 1, out: expect.stringContaining('pages.db is damaged') });
    rmSync(pages);
    const none = await pagekeep('verify');
    expect(none).toMatchObject({ exit: 1, note: expect.stringContaining('nothing is kept yet') });
  });
});

test('two starts on one folder: the second says that the first runs; a damaged page is left out with a sentence, and verified while all goes on', async () => {
  flip(pages, 'The windlass number 7.');
  const daemon = await startDaemonProcess({ dataDir });
  try {
    const second = await pagekeep('start');
    expect(second).toMatchObject({ exit: 0, out: expect.stringContaining('already runs') });

    const asked = { query: 'windlass number 7', mode: 'keyword', limit: 100 } as const;
    // The index is read anew behind the open door.
    await expect.poll(() => daemon.printed(), { timeout: 60_000 }).toContain('index compared with pages.db');
    const count = async () => (await daemon.call('search', asked)).count;
    await expect.poll(count, { timeout: 60_000 }).toBeGreaterThan(0);
    const { results, notice } = await daemon.call('search', asked);
    expect(results.map(({ url }) => url)).not.toContain('https://a.example/7');
    expect(notice).toContain('pagekeep verify');

    const verified = await pagekeep('verify');
    expect(verified).toMatchObject({ exit: 1, out: expect.stringContaining('https://a.example/7') });
    expect(verified.out).not.toContain('index');
  } finally {
    await daemon.stop();
  }
});
