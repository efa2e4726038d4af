import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { quietIndex } from '../../../test/fakes/open-sample-index.ts';
import { samplePage } from '../../../test/fakes/sample-page.ts';
import { temporaryFolder } from '../../../test/fakes/temporary-folder.ts';
import { typeCommand } from '../../../test/fakes/type-command.ts';
import { openBackups } from '../../archive/open-backups.ts';
import { commitPage } from '../../store/commit-page.ts';
import { holdFolder } from '../../store/hold-folder.ts';
import { closeStore, openStore } from '../../store/open-store.ts';

async function encryptedBackup(): Promise<string> {
  const folder = temporaryFolder();
  const store = await openStore(join(folder, 'pages.db'));
  const index = quietIndex(join(folder, 'index.db'));
  await commitPage(store, samplePage());
  const { file } = await openBackups({ store, index, now: Date.now }).make({ passphrase: 'correct horse' });
  await index.close();
  await closeStore(store);
  return file;
}

const type = (dataDir: string, typed: string[], secrets: string[] = []) =>
  typeCommand(undefined, ['restore', ...typed], { env: { PAGEKEEP_DATA_DIR: dataDir }, secrets });

test('asks for the passphrase, says what it did and where the old memory is', async () => {
  const file = await encryptedBackup();
  const dataDir = join(temporaryFolder(), 'new');
  expect(await type(dataDir, [file], ['wrong'])).toMatchObject({
    exit: 4,
    note: expect.stringContaining('not the one of this backup'),
  });
  expect(await type(dataDir, [file])).toMatchObject({
    exit: 4,
    note: expect.stringContaining('its passphrase is needed'),
  });
  expect(readdirSync(dataDir)).not.toContain('pages.db');
  const first = await type(dataDir, [file], ['correct horse']);
  expect(first).toMatchObject({ exit: 0, out: expect.stringContaining('Restored 1 page into') });
  const second = await type(dataDir, [file, '--json'], ['correct horse']);
  expect(JSON.parse(second.out)).toMatchObject({
    pages: 1,
    kept_aside: expect.stringContaining('before-restore-'),
  });
});

test('says what stands in the way', async () => {
  const folder = temporaryFolder();
  const letter = join(folder, 'letter.txt');
  writeFileSync(letter, 'Dear aunt');
  expect(await type(folder, [letter])).toMatchObject({
    exit: 2,
    note: expect.stringContaining('not a backup of Pagekeep'),
  });
  expect(await type(folder, [join(folder, 'none')])).toMatchObject({ exit: 2 });
  expect(await type(folder, [])).toMatchObject({ exit: 2, note: expect.stringContaining('Usage') });
  const file = await encryptedBackup();
  const hold = await holdFolder(folder);
  expect(await type(folder, [file], ['correct horse'])).toMatchObject({
    exit: 1,
    note: expect.stringContaining('pagekeep stop'),
  });
  await hold.release();
});
