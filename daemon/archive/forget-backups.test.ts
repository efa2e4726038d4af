import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { emptyStore } from '../../test/fakes/empty-store.ts';
import { openSampleIndex } from '../../test/fakes/open-sample-index.ts';
import { openBackups } from './open-backups.ts';
import { forgetBackups } from './forget-backups.ts';

test('every copy in the data folder goes, and nothing else', async () => {
  const store = await emptyStore();
  const dataDir = dirname(store.file);
  const before = readdirSync(dataDir);
  const backups = openBackups({ store, index: await openSampleIndex(), now: Date.now });
  await backups.make({});
  await backups.make({ passphrase: 'x' });
  writeFileSync(join(dataDir, 'backups', 'before-upgrade-2026-11-22T00-00-00-000Z-schema-4.db'), '');
  mkdirSync(join(dataDir, 'before-restore-2026-11-22T00-00-00-000Z'));
  writeFileSync(join(dataDir, 'before-restore-2026-11-22T00-00-00-000Z', 'pages.db'), '');
  writeFileSync(join(dataDir, 'backups', 'letter.txt'), '');
  writeFileSync(join(dataDir, 'before-restore-notes'), '');
  await forgetBackups(dataDir);
  expect(readdirSync(dataDir).toSorted()).toEqual(['backups', 'before-restore-notes', ...before].toSorted());
  expect(readdirSync(join(dataDir, 'backups'))).toEqual(['letter.txt']);
});
