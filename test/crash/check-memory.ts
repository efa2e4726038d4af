import { zstdDecompressSync } from 'node:zlib';
import { listBlockedPatterns } from '../../daemon/store/blocked-patterns.ts';
import { listPages } from '../../daemon/store/list-pages.ts';
import type { Store } from '../../daemon/store/open-store.ts';
import { passagesToIndex } from '../../daemon/store/passages-to-index.ts';
import { readMarkdown } from '../../daemon/store/read-markdown.ts';
import { readSnapshot } from '../../daemon/store/read-snapshot.ts';
import { listVersions, readVersionPassages } from '../../daemon/store/read-versions.ts';
import type { StoredPage } from '../../daemon/store/rows.ts';
import { verifyStore } from '../../daemon/store/verify-store.ts';
import { inventPage, versionsIn } from './invented-page.ts';
import { isSame } from './ledger.ts';
import type { KeptPage, Ledger, Reading, State } from './ledger.ts';

/** Compares what is kept with what was acknowledged; each difference is a sentence. What nobody heard the end of is settled. */
export async function checkMemory(store: Store, ledger: Ledger): Promise<string[]> {
  const faults = checkFile(store);
  const found = new Map<string, State>();
  for await (const page of allPages(store)) {
    faults.push(...(await checkWhole(store, page)));
    found.set(page.url, await keptPage(store, page, await earlierVersions(store, page, faults)));
  }
  for (const { pattern } of await listBlockedPatterns(store)) found.set(pattern, 'blocked');
  for (const thing of new Set([...ledger.things(), ...ledger.unheard(), ...found.keys()])) {
    const now = found.get(thing) ?? null;
    const possible = ledger.possible(thing);
    if (!possible.some((state) => isSame(state, now)))
      faults.push(
        `${thing} is ${JSON.stringify(now)} and should be ${JSON.stringify(possible)} (${ledger.storyOf(thing)})`,
      );
    ledger.settle(thing, now);
  }
  return faults;
}

/** A long campaign keeps more than one list has. */
async function* allPages(store: Store): AsyncGenerator<StoredPage> {
  let cursor: string | null | undefined;
  while (cursor !== null) {
    const { pages, next_cursor } = await listPages(store, {
      limit: 500,
      ...(cursor !== undefined && { cursor }),
    });
    yield* pages;
    cursor = next_cursor;
  }
}

function checkFile({ database, file }: Store): string[] {
  const said = database.pragma('integrity_check', { simple: true });
  const torn = database.pragma('foreign_key_check') as unknown[];
  const { damaged } = verifyStore(file);
  return [
    ...(said === 'ok' ? [] : [`pages.db is damaged: ${String(said)}`]),
    ...(torn.length === 0 ? [] : [`pages.db has ${torn.length} rows that hang on nothing`]),
    ...damaged.map(({ part, key }) => `row ${key} of ${part} is not what was kept`),
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

async function keptPage(store: Store, page: StoredPage, earlier: readonly Reading[]): Promise<KeptPage> {
  const [version = 0] = versionsIn((await readMarkdown(store, page.page_id)) ?? '');
  const { tags, note, retention_policy: keeps, pinned } = page;
  return { version, tags, note, title: givenTitle(page.title, page.url, version), keeps, pinned, earlier };
}

/** Null for the title that the page gave itself. */
function givenTitle(title: string, url: string, version: number): string | null {
  return title === inventPage(url, version).title ? null : title;
}

/** How a page read before, the latest first; what is not whole of it goes to `faults`. */
async function earlierVersions(store: Store, page: StoredPage, faults: string[]): Promise<Reading[]> {
  const found: Reading[] = [];
  for (const entry of await listVersions(store, page.page_id)) {
    if (entry.version_id === null) continue;
    const passages = await readVersionPassages(store, page.page_id, entry);
    const text = passages.map((passage) => passage.text).join('\n');
    const [version = 0, ...others] = versionsIn(text);
    const { marks } = inventPage(page.url, version);
    if (others.length > 0 || marks.some((mark) => !text.includes(mark)))
      faults.push(`${page.url}: its version ${version} is not whole`);
    found.push({ version, title: givenTitle(entry.title, page.url, version) });
  }
  return found;
}
