import { expect, test } from 'vitest';
import { temporaryFolder } from '../fakes/temporary-folder.ts';
import { crawlWhileKilled } from './killed-crawl.ts';

// A sample; the bench crawl-kill goes twenty times through five hundred pages.
test('a crawl that is killed goes on where it was, with no page lost and none fetched that it has', async () => {
  expect(await crawlWhileKilled(temporaryFolder(), 60, 3)).toEqual({
    pages: 60,
    kept: 60,
    jobsDone: 1,
    kills: 3,
    fetchedAgain: [],
    failed: 0,
  });
});
