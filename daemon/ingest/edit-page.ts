import type { PageEdit } from '../../shared/contract/page.ts';
import { editPage as editKeptPage } from '../store/edit-page.ts';
import type { IngestTools } from './ingest-page.ts';

/**
 * Changes a kept page as a person asked; once it returns, searches see it. A new title stands in front of every passage,
 * so all of them are indexed again at once and embedded again behind the answer. `not-found` when there is no such page.
 */
export async function editPage(
  pageId: number,
  edit: PageEdit,
  { store, publisher, session }: Pick<IngestTools, 'store' | 'publisher' | 'session'>,
): Promise<void> {
  const { retitled } = await editKeptPage(store, pageId, edit, session);
  if (retitled) await publisher.reindex(pageId);
  else await publisher.refresh(pageId);
}
