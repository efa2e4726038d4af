import { promisify } from 'node:util';
import { zstdDecompress } from 'node:zlib';
import type { CleaningTrace } from '../../shared/contract/page.ts';
import { domainOf } from '../../shared/page/canonical-url.ts';
import { Failure } from '../failure.ts';
import { readSnapshot } from '../store/read-snapshot.ts';
import { siteMarks } from '../store/site-marks.ts';
import type { IngestTools } from './ingest-page.ts';

const decompress = promisify(zstdDecompress);

/** Reads a kept page again from its snapshot, as it would be read today, and says what was left out of it: by which step, and why. `not-found` when there is no such page. */
export async function explainPage(
  pageId: number,
  { store, reader }: Pick<IngestTools, 'store' | 'reader'>,
): Promise<CleaningTrace> {
  const kept = await readSnapshot(store, pageId);
  if (kept === null) throw new Failure('not-found', `There is no page with the number ${pageId}.`);
  const { url, title, html_zstd } = kept;
  const html = (await decompress(html_zstd)).toString('utf8');
  const siblings = await siteMarks(store, domainOf(url));
  const { article, dropped } = await reader.read(html, { url, title, siblings, trace: true });
  return { page_id: pageId, obstacle: article.obstacle, dropped: [...dropped] };
}
