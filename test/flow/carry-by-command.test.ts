import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openHouse } from '../attacks/open-house.ts';
import { temporaryFolder } from '../fakes/temporary-folder.ts';
import { typeCommand } from '../fakes/type-command.ts';

/** A daemon with a memory of its own, and a terminal beside it. */
async function open(dataDir = temporaryFolder()) {
  const house = await openHouse(dataDir);
  onTestFinished(() => house.close());
  const type = (...typed: string[]) =>
    typeCommand(undefined, typed, {
      env: { PAGEKEEP_DATA_DIR: dataDir },
      secrets: ['correct horse', 'correct horse'],
    });
  const keep = (name: string, words: string) =>
    house.call('capture', {
      url: `https://notes.example/${name}`,
      html: `<title>${name}</title><article><h1>${name}</h1><p>${`${words} in the harbour of that town. `.repeat(8)}</p></article>`,
      tags: ['work'],
    });
  return { ...house, dataDir, type, keep };
}

test('a memory moves to another computer as a bundle', async () => {
  const home = await open();
  await home.keep('cranes', 'Cranes lift the cargo');
  await home.keep('tides', 'The tide turns twice a day');
  const folder = temporaryFolder();
  const file = join(folder, 'memory.zst');
  const written = await home.type('export', '--format', 'bundle', '--to', file);
  expect(written).toMatchObject({ exit: 0, out: `2 pages written to ${file}\n` });
  if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(['memory.zst']);

  const away = await open();
  expect(await away.type('import', file)).toMatchObject({ exit: 0, out: '2 pages added.\n' });
  expect(await away.type('import', file)).toMatchObject({ exit: 0, out: '0 pages added, 2 kept already.\n' });
  const { results } = await away.call('search', { query: 'cranes cargo' });
  expect(results[0]).toMatchObject({ url: 'https://notes.example/cranes', tags: ['work'] });
});

test('partly: what failed is listed, the rest is there, exit 5', async () => {
  const home = await open();
  await home.keep('cranes', 'Cranes lift the cargo');
  await home.keep('tides', 'The tide turns twice a day');
  const folder = temporaryFolder();
  const file = join(folder, 'memory.jsonl');
  await home.type('export', '--to', file);
  const away = await open();
  await away.call('block', { pattern: 'notes.example/cranes' });
  const cut = join(folder, 'cut.jsonl');
  writeFileSync(cut, readFileSync(file, 'utf8').replace(/\{"end".*\n$/, ''));
  const letter = join(folder, 'letter.txt');
  writeFileSync(letter, 'Dear aunt');
  const ran = await away.type('import', letter, cut, join(folder, 'none'), '--json');
  expect(ran.exit).toBe(5);
  const { added, failed } = JSON.parse(ran.out) as { added: number; failed: { url: string; code: string }[] };
  expect(added).toBe(1);
  expect(failed.map(({ url, code }) => [url, code])).toEqual([
    [letter, 'bad-input'],
    ['https://notes.example/cranes', 'blocked'],
    [cut, 'data-damaged'],
    [join(folder, 'none'), 'bad-input'],
  ]);
});

test('nothing but blocked pages is exit 4, nothing but wrong files exit 2', async () => {
  const home = await open();
  await home.keep('cranes', 'Cranes lift the cargo');
  const folder = temporaryFolder();
  const file = join(folder, 'memory.jsonl');
  await home.type('export', '--to', file);
  const away = await open();
  await away.call('block', { pattern: 'notes.example' });
  expect((await away.type('import', file)).exit).toBe(4);
  expect((await away.type('import', join(folder, 'none'))).exit).toBe(2);
  expect((await away.type('import', folder)).exit).toBe(2);
  expect((await away.type('export', '--format', 'xml')).exit).toBe(2);
  expect((await away.type('export', '--format', 'bundle', '--to', '-')).exit).toBe(2);
  expect((await away.type('export', '--to', join(folder, 'none', 'a.jsonl'))).exit).toBe(2);
});

test('bookmarks are named, and fetched when asked', async () => {
  const home = await open();
  const file = join(temporaryFolder(), 'bookmarks.html');
  writeFileSync(
    file,
    '<!DOCTYPE NETSCAPE-Bookmark-file-1><DL><p><DT><A HREF="http://127.0.0.1:1/">Mine</A></DL><p>',
  );
  const named = await home.type('import', file);
  expect(named).toMatchObject({ exit: 0, note: 'no page     http://127.0.0.1:1/\n' });
  expect(named.out).toContain('1 address came without a page');
  // The web is closed to this computer's own addresses.
  const fetched = await home.type('import', file, '--fetch');
  expect(fetched).toMatchObject({
    exit: 4,
    note: expect.stringContaining('failed      http://127.0.0.1:1/'),
  });
});

test('as Markdown each page is a file, as JSON it goes to the next program', async () => {
  const home = await open();
  await home.keep('cranes', 'Cranes lift the cargo');
  const folder = join(temporaryFolder(), 'notes');
  expect((await home.type('export', '--format', 'markdown', '--to', folder)).exit).toBe(0);
  const [name = ''] = readdirSync(folder);
  expect(name).toBe('cranes 1.md');
  expect(readFileSync(join(folder, name), 'utf8')).toContain('Cranes lift the cargo');
  const { out } = await home.type('export', '--to', '-');
  expect(out.trim().split('\n').length).toBe(3);
});

test('a backup is made while it runs, and brought back once it is stopped', async () => {
  const home = await open();
  await home.keep('cranes', 'Cranes lift the cargo');
  const made = await home.type('backup', '--encrypt', '--json');
  expect(made.exit).toBe(0);
  const { file } = JSON.parse(made.out) as { file: string };
  await home.keep('tides', 'The tide turns twice a day');
  expect(await home.type('restore', file)).toMatchObject({
    exit: 1,
    note: expect.stringContaining('pagekeep stop'),
  });
  await home.close();
  const restored = await home.type('restore', file);
  expect(restored).toMatchObject({ exit: 0, out: expect.stringContaining('Restored 1 page') });

  const again = await open(home.dataDir);
  expect((await again.call('list')).total_count).toBe(1);
  // The start compares index and pages behind the open door.
  await expect
    .poll(async () => (await again.call('search', { query: 'cranes cargo' })).results[0]?.url, {
      timeout: 60_000,
    })
    .toBe('https://notes.example/cranes');
  expect(existsSync(join(home.dataDir, 'backups'))).toBe(true);
  // Whoever had a key before has it still.
  expect((await again.type('list')).exit).toBe(0);
});

test('without a daemon: exit 3, and nothing is written', async () => {
  const dataDir = join(temporaryFolder(), 'data');
  mkdirSync(dataDir);
  const env = { PAGEKEEP_DATA_DIR: dataDir };
  for (const typed of [['export', '--to', join(dataDir, 'a')], ['import', 'a'], ['backup']])
    expect((await typeCommand(undefined, typed, { env })).exit).toBe(3);
  expect(readdirSync(dataDir)).toEqual([]);
});
