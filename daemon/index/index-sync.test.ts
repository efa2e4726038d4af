import Database from 'better-sqlite3';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { indexContents } from '../../test/fakes/index-contents.ts';
import { quietIndex } from '../../test/fakes/open-sample-index.ts';
import { sampleFacts, samplePassages } from '../../test/fakes/sample-index.ts';
import { temporaryFolder } from '../../test/fakes/temporary-folder.ts';

test.each(['ram', 'disk'] as const)(
  'terms of a forgotten page leave the file when the index is idle, in %s mode',
  async (mode) => {
    const folder = temporaryFolder();
    const file = join(folder, 'index.db');
    const first = quietIndex(file, { mode });
    await first.adoptModel('model-a');
    await first.indexPage(
      sampleFacts(1, { tags: ['zebrafinchtag'], note: 'a zebrafinch' }),
      samplePassages(1, ['red zebrafinch']),
    );
    await first.indexPage(sampleFacts(2), samplePassages(2, ['green']));
    await first.sync();
    await first.removePages([1]);
    await first.close();
    expect(readFileSync(file).includes('zebrafinch')).toBe(true);

    const second = quietIndex(file, { mode, syncIdleMs: 1 });
    await expect.poll(() => readFileSync(file).includes('zebrafinch'), { timeout: 15_000 }).toBe(false);
    expect(await second.retrieveCandidates({ match: '"green"', vector: null, pool: 5 }, {})).toHaveLength(1);
    await second.close();
  },
);

test.each([
  ['before it begins', 'begin exclusive'],
  ['as it ends', 'begin; select * from indexed'],
])('a sync that fails %s keeps its changes, says so, and the next one writes them', async (_, hold) => {
  const file = join(temporaryFolder(), 'index.db');
  const lines: string[] = [];
  const index = quietIndex(file, { onSync: (line) => lines.push(line) });
  await index.indexPage(sampleFacts(1), samplePassages(1, ['red', 'green']));
  const before = await indexContents(index);
  const intruder = new Database(file);
  intruder.exec(hold);
  await expect(index.sync()).rejects.toMatchObject({ code: 'in-use' });
  expect(await index.metrics()).toMatchObject({ failed_syncs: 1, total_syncs: 0, pending_changes: 6 });
  intruder.exec('rollback');
  intruder.close();

  const metrics = await index.sync();
  expect(metrics).toMatchObject({ total_syncs: 1, pending_changes: 0, total_records_synced: 6 });
  expect(lines[0]).toMatch(/^sync to disk failed, 6 changes wait: index\.db is being used/);
  expect(lines[1]).toMatch(/^synced 6 changes to disk in \d+\.\d\d s$/);
  await index.close();
  const again = quietIndex(file);
  expect(await indexContents(again)).toEqual(before);
  await again.close();
});

test('what is written while a sync runs is written by the next', async () => {
  const file = join(temporaryFolder(), 'index.db');
  const index = quietIndex(file);
  await index.adoptModel('model-a');
  for (let id = 1; id <= 200; id += 1) {
    await index.indexPage(sampleFacts(id), samplePassages(id, ['red', 'green']));
  }
  let running = true;
  const syncing = index.sync().finally(() => (running = false));
  for (let turn = 0; running; turn += 1) {
    await index.indexPage(sampleFacts(1), samplePassages(1, [`blue ${turn}`, 'red']));
    if (turn === 3) await index.removePages([3]);
    await nextTurn();
  }
  await syncing;
  const before = await indexContents(index);
  await index.close();
  const again = quietIndex(file);
  expect(await indexContents(again)).toEqual(before);
  await again.close();
});
