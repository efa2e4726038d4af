import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ForgetManyRequest } from '../../shared/contract/forget-endpoints.ts';
import type { ForgetPreview, ForgetReceipt } from '../../shared/contract/memory.ts';
import { domainOf } from '../../shared/page/canonical-url.ts';
import { Failure } from '../failure.ts';
import { requireAddressVariants } from '../security/require-web-address.ts';
import { choosePages, foreseeForgetting, readWholeTexts } from '../store/forget-choose.ts';
import type { ForgetConditions } from '../store/forget-choose.ts';
import type { Store } from '../store/open-store.ts';
import { forgetAll } from './forget-page.ts';
import type { ForgetTools } from './forget-page.ts';
import { holdsAll, wantedWords } from './forget-words.ts';

/** Pages whose text is read at a time: some milliseconds. */
const PAGES_READ = 16;
const MOST_LISTED = 20;
const CONDITIONS = ['url', 'page_id', 'domain', 'tag', 'query', 'before'] as const;

/**
 * Forgets, or with `dry_run` only foresees, the pages for which every condition holds. Naming an address or a site and
 * nothing else also keeps out what was captured there before, kept or not. Fails with `bad-input`, `url-invalid`.
 */
export async function forgetMany(
  request: ForgetManyRequest,
  tools: ForgetTools,
): Promise<ForgetPreview | ForgetReceipt> {
  if (CONDITIONS.every((name) => request[name] === undefined)) {
    throw new Failure('bad-input', 'Say what to forget: url, page_id, domain, tag, query or before.');
  }
  const conditions = readConditions(request);
  const wanted = request.query === undefined ? [] : requireWords(request.query);
  const chosen = await choosePages(tools.store, conditions);
  const ids = wanted.length === 0 ? chosen : await pagesThatSay(wanted, chosen, tools.store);
  if (request.dry_run === true)
    return { dry_run: true, ...(await foreseeForgetting(tools.store, ids, MOST_LISTED)) };

  const { delay_s = 0, backups = false } = request;
  const { urls, domain, ...narrower } = conditions;
  const isBroad = wanted.length === 0 && Object.keys(narrower).length === 0;
  return forgetAll(
    ids,
    {
      keeps_out: 'links',
      backups,
      ...(delay_s > 0 && { hidden_until: tools.now() + delay_s * 1000 }),
      ...(isBroad && domain === undefined && urls !== undefined && { addresses: urls.slice(0, 1) }),
      ...(isBroad && urls === undefined && domain !== undefined && { domains: [domain] }),
    },
    tools,
  );
}

function readConditions({ url, page_id, domain, tag, before }: ForgetManyRequest): ForgetConditions {
  return {
    ...(url !== undefined && { urls: requireAddressVariants(url) }),
    ...(page_id !== undefined && { page_id }),
    ...(domain !== undefined && { domain: requireDomain(domain) }),
    ...(tag !== undefined && { tag }),
    ...(before !== undefined && { before: Date.parse(before) }),
  };
}

/** As pages are kept under it: a host without `www.`, whichever way it was written. */
function requireDomain(given: string): string {
  const trimmed = given.trim();
  const domain = /[\s/?#@\\]/u.test(trimmed) ? '' : domainOf(`http://${trimmed}`);
  if (domain !== '') return domain;
  throw new Failure('bad-input', 'Write the domain as example.org, without anything behind it.');
}

function requireWords(query: string): string[] {
  const wanted = wantedWords(query);
  if (wanted.length > 0) return wanted;
  throw new Failure('bad-input', 'The query holds no word to look for.');
}

async function pagesThatSay(
  wanted: readonly string[],
  pageIds: readonly number[],
  store: Store,
): Promise<number[]> {
  const saying: number[] = [];
  for (let at = 0; at < pageIds.length; at += PAGES_READ) {
    const pages = await readWholeTexts(store, pageIds.slice(at, at + PAGES_READ));
    saying.push(...pages.filter(({ text }) => holdsAll(text, wanted)).map(({ page_id }) => page_id));
    await nextTurn();
  }
  return saying;
}
