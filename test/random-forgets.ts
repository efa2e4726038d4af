import { join } from 'node:path';
import { openIndex } from '../daemon/index/open-index.ts';
import { openPublisher } from '../daemon/ingest/publish-page.ts';
import { Eraser } from '../daemon/policy/forget-eraser.ts';
import { forgetMany } from '../daemon/policy/forget-many.ts';
import { undoForgetting } from '../daemon/policy/forget-undo.ts';
import { commitPage } from '../daemon/store/commit-page.ts';
import { lastPageId, listImprints } from '../daemon/store/list-imprints.ts';
import { closeStore, openStore } from '../daemon/store/open-store.ts';
import { samplePage, samplePassage } from './fakes/sample-page.ts';
import { seededRandom } from './seeded-random.ts';

const ADDRESSES = 60;
const SITES = 5;
const TAGS = 7;

interface KnownPage {
  readonly url: string;
  readonly domain: string;
  readonly tags: readonly string[];
  readonly words: string;
}

export interface RandomForgets {
  readonly forgets: number;
  readonly pagesForgotten: number;
  readonly undone: number;
  /** How often store, index and what they should hold differed. */
  readonly differences: readonly string[];
  /** The longest time that the main thread did nothing else while forgetting, in ms. */
  readonly longestForget: number;
}

/** Keeps pages and forgets them by random conditions, some hidden and some taken back, and compares what is left. */
export async function forgetAtRandom(folder: string, forgets: number, seed: number): Promise<RandomForgets> {
  const random = seededRandom(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  const store = await openStore(join(folder, 'pages.db'));
  const index = await openIndex({ file: join(folder, 'index.db'), mode: 'ram', dimensions: 4 });
  const publisher = openPublisher(store, index, (line, cause) => console.error(line, cause));
  // Words only: there is no model to wait for.
  publisher.giveUp();
  const differences: string[] = [];
  const eraser = new Eraser({
    store,
    index,
    now: Date.now,
    onProblem: (line, cause) => differences.push(`${line} ${String(cause)}`),
    settleMs: 1e8,
  });
  const tools = { store, index, publisher, eraser, now: Date.now };
  const known = new Map<string, KnownPage>();
  let pagesForgotten = 0;
  let undone = 0;
  let longestForget = 0;

  async function keep(): Promise<void> {
    const at = below(ADDRESSES);
    const page = {
      url: `https://site-${at % SITES}.example/${at}`,
      domain: `site-${at % SITES}.example`,
      tags: [`tag-${below(TAGS)}`, `tag-${below(TAGS)}`],
      words: `word${below(9)} word${below(9)}`,
    };
    const before = known.get(page.url);
    known.set(page.url, { ...page, tags: [...(before?.tags ?? []), ...page.tags] });
    const { words, ...rest } = page;
    const { page_id } = await commitPage(
      store,
      samplePage({
        ...rest,
        captured_at: Date.now(),
        content_hash: words.padEnd(64, '0'),
        passages: [samplePassage(0, words), samplePassage(1, `more about ${words}`)],
      }),
    );
    await publisher.reindex(page_id);
  }

  async function forget(): Promise<void> {
    const conditions = [
      { tag: `tag-${below(TAGS)}`, domain: `site-${below(SITES)}.example` },
      { url: `http://www.site-${below(SITES)}.example/${below(ADDRESSES)}` },
      { query: `"word${below(9)} word${below(9)}"` },
      { query: `word${below(9)}`, tag: `tag-${below(TAGS)}` },
    ][below(4)] ?? { tag: 'none' };
    const gone = [...known.values()].filter((page) => holds(page, conditions));
    const hidden = below(3) === 0;
    const started = performance.now();
    const answer = await forgetMany({ ...conditions, ...(hidden && { delay_s: 60 }) }, tools);
    longestForget = Math.max(longestForget, performance.now() - started);
    if (answer.pages !== gone.length)
      differences.push(`${JSON.stringify(conditions)}: ${answer.pages} of ${gone.length}`);
    if ('job_id' in answer && answer.job_id !== undefined && below(2) === 0) {
      await undoForgetting(answer.job_id, tools);
      undone += 1;
      return;
    }
    pagesForgotten += gone.length;
    for (const { url } of gone) known.delete(url);
  }

  async function compare(): Promise<void> {
    await publisher.idle();
    const last = await lastPageId(store);
    const [kept, indexed] = await Promise.all([
      listImprints(store, 0, last),
      index.listImprints(0, Number.MAX_SAFE_INTEGER),
    ]);
    const texts = [kept, indexed].map((side) => side.map(({ imprint }) => imprint).toSorted());
    if (JSON.stringify(texts[0]) !== JSON.stringify(texts[1])) differences.push('index and pages differ');
    if (kept.length !== known.size) differences.push(`${kept.length} kept instead of ${known.size}`);
  }

  for (let done = 0; done < forgets; done++) {
    for (let times = below(3); times > 0; times--) await keep();
    await forget();
    if (done % 100 === 99) await compare();
  }
  await compare();
  await eraser.idle();
  await eraser.stop();
  await publisher.stop();
  await index.close();
  await closeStore(store);
  return { forgets, pagesForgotten, undone, differences, longestForget };
}

function holds(
  page: KnownPage,
  conditions: { url?: string; tag?: string; domain?: string; query?: string },
): boolean {
  const { url, tag, domain, query } = conditions;
  return (
    (url === undefined || page.url === url.replace('http://www.', 'https://')) &&
    (tag === undefined || page.tags.includes(tag)) &&
    (domain === undefined || page.domain === domain) &&
    (query === undefined || ` ${page.words} `.includes(` ${query.replaceAll('"', '')} `))
  );
}
