import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openLocalIndex } from '../../daemon/index/local-index.ts';
import { closeStore, openStore } from '../../daemon/store/open-store.ts';
import { findPage } from '../../daemon/store/find-page.ts';
import { listStoredPassages } from '../../daemon/store/list-stored-passages.ts';
import { runAndKill } from '../fakes/run-and-kill.ts';
import { SAMPLE_DIMENSIONS } from '../fakes/sample-index.ts';
import { temporaryFolder } from '../fakes/temporary-folder.ts';

const room = (path: string) => JSON.stringify(new URL(`../../${path}`, import.meta.url).href);

/** Commits pages without end; a line is written only after the commit was acknowledged. */
const COMMITS = `
  import { writeSync } from 'node:fs';
  const { openStore } = await import(${room('daemon/store/open-store.ts')});
  const { commitPage } = await import(${room('daemon/store/commit-page.ts')});
  const { samplePage } = await import(${room('test/fakes/sample-page.ts')});
  const [file, cycle] = process.argv.slice(1);
  const store = await openStore(file);
  for (let n = 0; ; n += 1) {
    const url = 'https://a.example/' + cycle + '/' + n;
    await commitPage(store, samplePage({ url, markdown: 'x'.repeat((n * 7919) % 50000) }));
    writeSync(1, url + '\\n');
  }
`;

test('kill -9 loses no acknowledged page and leaves no half of one', async () => {
  const file = join(temporaryFolder(), 'pages.db');
  const acknowledged: string[] = [];
  for (const cycle of [1, 2, 3, 4]) {
    acknowledged.push(...(await runAndKill(COMMITS, [file, String(cycle)], cycle * 9)));
    const store = await openStore(file);
    for (const url of acknowledged) {
      expect(await findPage(store, [url]), url).toMatchObject({ passages: 2, images: 1, tags: ['food'] });
    }
    const { length } = await listStoredPassages(store);
    expect(length % 2).toBe(0);
    expect(store.database.pragma('integrity_check', { simple: true })).toBe('ok');
    await closeStore(store);
  }
  expect(acknowledged.length).toBeGreaterThanOrEqual(9 + 18 + 27 + 36);
});

/** Indexes and embeds pages without end; a line is written only for what a sync has brought to disk. */
const SYNCS = `
  import { writeSync } from 'node:fs';
  const { openIndex } = await import(${room('daemon/index/open-index.ts')});
  const { SAMPLE_DIMENSIONS, sampleFacts, samplePassages, sampleVector } =
    await import(${room('test/fakes/sample-index.ts')});
  const [file, cycle] = process.argv.slice(1);
  const index = await openIndex({ file, mode: 'ram', dimensions: SAMPLE_DIMENSIONS });
  await index.adoptModel('model-a');
  for (let page = Number(cycle) * 1000; ; page += 1) {
    const passages = samplePassages(page, ['red ' + page, 'green ' + page]);
    await index.indexPage(sampleFacts(page), passages);
    await index.indexVectors(passages.map((passage) => sampleVector(passage)));
    if (page % 3 === 0) {
      await index.sync();
      writeSync(1, page + '\\n');
    }
  }
`;

test('kill -9 leaves an index that opens as it is, with all that was synced', async () => {
  const file = join(temporaryFolder(), 'index.db');
  const synced: number[] = [];
  for (const cycle of [1, 2, 3]) {
    synced.push(...(await runAndKill(SYNCS, [file, String(cycle)], cycle * 4)).map(Number));
    const lines: string[] = [];
    const options = { file, mode: 'ram', dimensions: SAMPLE_DIMENSIONS } as const;
    const index = openLocalIndex({ ...options, onSync: (line) => lines.push(line) });
    const indexed = await index.listIndexed();
    for (const page of synced) {
      expect(indexed.filter((passage) => passage.page_id === page && passage.has_vector)).toHaveLength(2);
      const found = await index.retrieveCandidates({ match: `"${page}"`, vector: null, pool: 9 }, {});
      expect(found.filter((candidate) => candidate.page_id === page)).toHaveLength(2);
    }
    await index.close();
    expect(lines.join()).not.toContain('built again');
  }
  expect(synced.length).toBeGreaterThanOrEqual(4 + 8 + 12);
});
