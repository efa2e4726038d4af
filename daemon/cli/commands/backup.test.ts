import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ResponseOf } from '../../../shared/contract/endpoints.ts';
import { openFakeDaemon } from '../../../test/fakes/fake-daemon.ts';
import type { FakeDaemon } from '../../../test/fakes/fake-daemon.ts';
import { temporaryFolder } from '../../../test/fakes/temporary-folder.ts';
import { typeCommand } from '../../../test/fakes/type-command.ts';

const made: ResponseOf<'makeBackup'> = {
  file: '/memory/backups/pagekeep-2026-11-22T00-00-00-000Z.backup',
  created_at: '2026-11-22T00:00:00.000Z',
  bytes: 2_100_000,
  pages: 12,
  damaged: 0,
  encrypted: false,
  took_ms: 80,
  removed: [],
};

let daemon: FakeDaemon;
beforeEach(async () => {
  daemon = await openFakeDaemon({
    makeBackup: ({ body }) => ({ ...made, encrypted: Object.hasOwn(body as object, 'passphrase') }),
    backups: () => ({
      folder: '/memory/backups',
      running: null,
      backups: [{ ...made, kind: 'before-upgrade', encrypted: true }],
    }),
  });
});
afterEach(() => daemon.close());

const bodies = () => daemon.asked.map(({ body }) => body);

test('says what was written and where', async () => {
  const { exit, out } = await typeCommand(daemon, ['backup', '--keep', '3', '--to', 'stick']);
  expect(exit).toBe(0);
  expect(out).toBe(`Backed up 12 pages (2.1 MB), read again and found equal.\n${made.file}\n`);
  expect(bodies()).toEqual([{ keep: 3, to: resolve('stick') }]);
});

test('a passphrase comes from a file, the environment or a person, who types it twice', async () => {
  const file = join(temporaryFolder(), 'phrase');
  writeFileSync(file, 'from a file\nnot this\n');
  await typeCommand(daemon, ['backup', '--passphrase-file', file]);
  await typeCommand(daemon, ['backup'], { env: { PAGEKEEP_PASSPHRASE: 'from the environment' } });
  const typed = await typeCommand(daemon, ['backup', '--encrypt'], { secrets: ['typed', 'typed'] });
  expect(typed.out).toContain('encrypted');
  expect(bodies()).toEqual([
    { passphrase: 'from a file' },
    { passphrase: 'from the environment' },
    { passphrase: 'typed' },
  ]);
});

test.each([
  [['--encrypt'], [], /Nobody is here to type/],
  [['--encrypt'], ['a', 'b'], /two different/],
  [['--encrypt'], [''], /is empty/],
  [['--passphrase-file', '/nowhere/phrase'], [], /cannot be read/],
  [['--passphrase', 'secret'], [], /--passphrase/],
  [['--keep', 'all'], [], /--keep must be a whole number/],
  [['now'], [], /Usage: pagekeep backup/],
])('%j is exit 2 and asks nobody', async (typed, secrets, said) => {
  const { exit, out, note } = await typeCommand(daemon, ['backup', ...typed], { secrets });
  expect({ exit, out }).toEqual({ exit: 2, out: '' });
  expect(note).toMatch(said);
  expect(daemon.asked).toEqual([]);
});

test('a memory that is damaged is backed up all the same, with a word and exit 5', async () => {
  await daemon.close();
  daemon = await openFakeDaemon({ makeBackup: () => ({ ...made, damaged: 2 }) });
  expect(await typeCommand(daemon, ['backup'])).toMatchObject({
    exit: 5,
    note: expect.stringContaining('2 rows of the memory are damaged'),
  });
});

test('lists what there is', async () => {
  const { out } = await typeCommand(daemon, ['backup', '--list']);
  expect(out).toBe(`2026-11-22 00:00  2.1 MB  before an upgrade  encrypted\n            ${made.file}\n`);
});
