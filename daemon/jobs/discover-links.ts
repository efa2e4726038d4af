import { canonicalUrl } from '../../shared/page/canonical-url.ts';
import type { PageLink, PageOutline } from '../../shared/page/read-outline.ts';
import type { ItemToAdd } from '../store/job-rows.ts';
import type { JobRun } from './job-run.ts';

/** What of a page's ways on a crawl follows, in the page's order; what it leaves out on purpose is noted with the reason. */
export async function discoverLinks(
  outline: Pick<PageOutline, 'links' | 'nofollow' | 'movedTo'>,
  robotsTag: ReadonlySet<string>,
  startText: string,
  run: JobRun,
): Promise<ItemToAdd[]> {
  const { terms } = run;
  if (terms.max_depth === 0) return [];
  const heard = terms.robots;
  if (heard && (outline.nofollow || robotsTag.has('nofollow') || robotsTag.has('none'))) return [];
  const links = new Map<string, PageLink>();
  for (const link of [...movedLink(outline.movedTo), ...outline.links]) {
    const url = link.follow || !heard ? canonicalUrl(link.url) : null;
    if (url !== null && !links.has(url)) links.set(url, { ...link, url });
  }
  const judged = [...links.values()].map((link) => ({ link, refused: run.scopeOf(link.url) }));
  const inScope = judged.filter(({ refused }) => refused === null).map(({ link }) => link);
  const scores = await run.scoresOf(inScope, startText);
  return [
    ...inScope.map(({ url }, at) => scored(url, scores?.[at] ?? null, terms.score_threshold)),
    ...judged.flatMap(({ link, refused }) =>
      refused === null || refused.code === 'out-of-scope' ? [] : { url: link.url, ...refused },
    ),
  ];
}

function movedLink(movedTo: string | null): PageLink[] {
  return movedTo === null ? [] : [{ url: movedTo, text: '', heading: '', follow: true }];
}

function scored(url: string, score: number | null, threshold: number | undefined): ItemToAdd {
  if (score === null || threshold === undefined || score >= threshold) return { url, score };
  return {
    url,
    score,
    code: 'score',
    message: `Its link is too far from what was asked (${score.toFixed(2)}).`,
  };
}
