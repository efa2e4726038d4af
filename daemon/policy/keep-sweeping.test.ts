import { expect, onTestFinished, test } from 'vitest';
import { emptyStore } from '../../test/fakes/empty-store.ts';
import { openSampleIndex } from '../../test/fakes/open-sample-index.ts';
import { samplePage } from '../../test/fakes/sample-page.ts';
import { commitPage } from '../store/commit-page.ts';
import { openSweeper } from './keep-sweeping.ts';
import type { Swept } from './sweep-kept.ts';

test('whoever must know hears what a sweep by the clock let go of, and one that was asked for', async () => {
  const [store, index] = [await emptyStore(), await openSampleIndex()];
  const page_id = (await commitPage(store, samplePage())).page_id;
  store.database.prepare('update pages set expires_at = 1 where page_id = ?').run(page_id);
  const heard: Swept[] = [];
  const problems: string[] = [];
  const log = { info: () => undefined, error: (line: string) => void problems.push(line) };
  const sweeper = openSweeper({ store, index, now: Date.now }, log);
  sweeper.hear((gone) => heard.push(gone));
  onTestFinished(() => sweeper.stop());
  sweeper.start();
  await expect.poll(() => heard).toMatchObject([{ expired: 1, of_sessions: 0 }]);
  await sweeper.sweep();
  expect(heard.slice(1)).toMatchObject([{ expired: 0 }]);
  expect(problems).toEqual([]);
});
