import Database from 'better-sqlite3';
import { existsSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { quietIndex } from '../../test/fakes/open-sample-index.ts';
import { sampleFacts, sampleImageText, samplePassages } from '../../test/fakes/sample-index.ts';
import { temporaryFolder } from '../../test/fakes/temporary-folder.ts';

async function syncedFile(): Promise<string> {
  const file = join(temporaryFolder(), 'index.db');
  const index = quietIndex(file);
  for (let id = 1; id <= 30; id += 1) {
    const images = [sampleImageText(id, id, { own: 'red' })];
    await index.indexPage(sampleFacts(id), samplePassages(id, [`red ${id}`]), images);
  }
  await index.close();
  return file;
}

/** Opens what the damage left; answers how many passages it holds and what was said. */
async function reopened(file: string): Promise<{ passages: number; lines: string[] }> {
  const lines: string[] = [];
  const index = quietIndex(file, { onSync: (line) => lines.push(line) });
  const { passages } = await index.metrics();
  await index.indexPage(sampleFacts(99), samplePassages(99, ['works']));
  await index.close();
  return { passages, lines };
}

test('a whole file is taken as it is, without a word, and only its owner reads it', async () => {
  const file = await syncedFile();
  expect(await reopened(file)).toEqual({ passages: 30, lines: [expect.stringMatching(/^synced/)] });
  if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('a deleted file costs nothing but the time to index again', async () => {
  const file = await syncedFile();
  rmSync(file);
  expect((await reopened(file)).passages).toBe(0);
});

test.each([
  ['empty', (file: string) => truncateSync(file, 0)],
  ['cut off', (file: string) => truncateSync(file, statSync(file).size - 4096)],
  ['cut off early', (file: string) => truncateSync(file, 4096 * 3 + 17)],
  ['of another version', (file: string) => change(file, 'pragma user_version = 99')],
  [
    'without some of its words',
    (file: string) => change(file, 'delete from passage_words where rowid = 100'),
  ],
  [
    'without the words of a picture',
    (file: string) => change(file, 'delete from image_words where rowid = 1'),
  ],
])('an index that is %s is replaced by an empty one, and says so', async (_, damage) => {
  const file = await syncedFile();
  damage(file);
  const { passages, lines } = await reopened(file);
  expect(passages).toBe(0);
  expect(lines[0]).toContain('built again');
  expect(existsSync(`${file}.foreign`)).toBe(false);
});

test.each([
  ['a text', 'a letter to my aunt, '.repeat(300)],
  ['a database of another program', null],
])('%s under its name is kept aside', async (_, text) => {
  const file = join(temporaryFolder(), 'index.db');
  if (text === null) change(file, 'create table x (y)');
  else writeFileSync(file, text);
  const before = readFileSync(file);
  const { lines } = await reopened(file);
  expect(lines[0]).toContain('index.db.foreign');
  expect(readFileSync(`${file}.foreign`).equals(before)).toBe(true);
});

function change(file: string, sql: string): void {
  const database = new Database(file);
  database.exec(sql);
  database.close();
}
