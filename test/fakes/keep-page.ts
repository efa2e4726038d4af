import { commitPage } from '../../daemon/store/commit-page.ts';
import type { PageToCommit } from '../../daemon/store/rows.ts';
import type { Memory } from '../open-memory.ts';
import { samplePage, samplePassage } from './sample-page.ts';

/** Keeps a page of these passages, found by words and meaning once it resolves, without a browser having seen it. */
export async function keepPage(
  memory: Memory,
  path: string,
  passages: readonly string[],
  more: Partial<PageToCommit> = {},
): Promise<number> {
  const url = `https://notes.example/${path}`;
  const { page_id } = await commitPage(
    memory.store,
    samplePage({
      url,
      title: path,
      tags: [],
      passages: passages.map((text, ordinal) => samplePassage(ordinal, text, { heading_path: [] })),
      ...more,
    }),
  );
  await memory.publisher.publish(page_id);
  return page_id;
}
