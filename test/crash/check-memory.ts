import { zstdDecompressSync } from 'node:zlib';
import { listBlockedPatterns } from '../../daemon/store/blocked-patterns.ts';
import { listPages } from '../../daemon/store/list-pages.ts';
import type { Store } from '../../daemon/store/open-store.ts';
import { passagesToIndex } from '../../daemon/store/passages-to-index.ts';
import { readMarkdown } from '../../daemon/store/read-markdown.ts';
import { readSnapshot } from '../../daemon/store/read-snapshot.ts';
import type { StoredPage } from '../../daemon/store/rows.ts';
import { inventPage, versionsIn } from './invented-page.ts';
import { isSame } from './ledger.ts';
import type { KeptPage, Ledger, State } from './ledger.ts';

/** Compares what is kept with what was acknowledged; each difference is a sentence. What nobody heard the end of is settled. */
export async function checkMemory(store: Store, ledger: Ledger): Promise<string[]> {
  const faults = checkFile(store);
  const found = new Map<string, State>();
  for (const page of (await listPages(store, { limit: 1000 })).pages) {
    faults.push(...(await checkWhole(store, page)));
    found.set(page.url, await keptPage(store, page));
  }
  for (const { pattern } of await listBlockedPatterns(store)) found.set(pattern, 'blocked');
  for (const thing of new Set([...ledger.things(), ...ledger.unheard(), ...found.keys()])) {
    const now = found.get(thing) ?? null;
    const possible = ledger.possible(thing);
    if (!possible.some((state) => isSame(state, now)))
      faults.push(`${thing} is ${JSON.stringify(now)} and should be ${JSON.stringify(possible)}`);
    ledger.settle(thing, now);
  }
  return faults;
}

function checkFile({ database }: Store): string[] {
  const said = database.pragma('integrity_check', { simple: true });
  const torn = database.pragma('foreign_key_check') as unknown[];
  return [
    ...(said === 'ok' ? [] : [`pages.db is damaged: ${String(said)}`]),
    ...(torn.length === 0 ? [] : [`pages.db has ${torn.length} rows that hang on nothing`]),
  ];
}

/** A page has all of one version and nothing of another, in its article, its passages, its picture and its snapshot. */
async function checkWhole(store: Store, page: StoredPage): Promise<string[]> {
  const markdown = (await readMarkdown(store, page.page_id)) ?? '';
  const [version = 0, ...others] = versionsIn(markdown);
  const { marks } = inventPage(page.url, version);
  const passages = await passagesToIndex(store, [page.page_id]);
  const snapshot = await readSnapshot(store, page.page_id);
  const texts = {
    article: markdown,
    passages: passages.map(({ body }) => body).join('\n'),
    snapshot: snapshot === null ? '' : String(zstdDecompressSync(snapshot.html_zstd)),
  };
  const lacking = Object.entries(texts).filter(([, text]) => marks.some((mark) => !text.includes(mark)));
  const mixed = Object.entries(texts).filter(([, text]) => versionsIn(text).size !== 1);
  return [
    ...(others.length > 0 ? [`${page.url} holds versions ${[version, ...others].join(', ')}`] : []),
    ...lacking.map(([part]) => `${page.url}: its ${part} is not whole`),
    ...mixed.map(([part]) => `${page.url}: its ${part} holds another version`),
    ...(page.images === 1 ? [] : [`${page.url} has ${page.images} pictures instead of one`]),
  ];
}

async function keptPage(store: Store, page: StoredPage): Promise<KeptPage> {
  const [version = 0] = versionsIn((await readMarkdown(store, page.page_id)) ?? '');
  const own = inventPage(page.url, version).title;
  const { tags, note } = page;
  return { version, tags, note, title: page.title === own ? null : page.title };
}
