import { filterPassages } from './filter-passages.ts';
import { cosinesOf, findNear } from './find-near.ts';
import { findWorded } from './find-worded.ts';
import type { LiveIndex } from './note-change.ts';
import type { Candidate, RetrievalFilters, RetrievalQuestion } from './search-index.ts';
import { withPages } from './with-pages.ts';

/** Pages that the others are held against: those nearest to the question that hold most of its words. */
const LEADERS = 5;
/** What holding all of the question's words counts in that, beside a cosine of 1. */
const LEAD_OF_WORDS = 0.4;

/**
 * The best passages by words and by meaning with all scores for each, in no order that means anything. Filters hold
 * before either leg is cut to `pool`, and so does a cap per page: a page of thousands of passages must not hide the
 * others, yet fills what they leave. Ties break by passage id, so the same question gets the same answer.
 */
export function retrieve(
  index: LiveIndex,
  question: RetrievalQuestion,
  filters: RetrievalFilters,
): Candidate[] {
  const filter = filterPassages(index, filters, Date.now(), question);
  const pool = Math.max(1, Math.trunc(question.pool));
  const { match, vector } = question;
  const cosines: Map<number, number> = vector === null ? new Map() : findNear(index, vector, pool, filter);
  const worded =
    match === null || match === '' ? [] : findWorded(index, match, pool, filter, [...cosines.keys()]);

  if (vector !== null) {
    const unknown = worded.map(({ passage_id }) => passage_id).filter((id) => !cosines.has(id));
    for (const { passage_id, cosine } of nearCosines(index, vector, unknown)) cosines.set(passage_id, cosine);
  }
  const byWords = new Map(worded.map((hit) => [hit.passage_id, hit]));
  const members = withPages(index, [...new Set([...byWords.keys(), ...cosines.keys()])]);
  const standing = standingOfPages(index, members, cosines, byWords);
  return members.map(({ passage_id, page_id }) => {
    const hit = byWords.get(passage_id);
    return {
      passage_id,
      page_id,
      bm25: hit?.score ?? null,
      coverage: hit === undefined ? 0 : hit.coverage,
      cosine: cosines.get(passage_id) ?? null,
      hubness: standing.get(page_id)?.hubness ?? null,
      company: standing.get(page_id)?.company ?? null,
    };
  });
}

/** The cosines of passages that words found; the kernel's will do, which are off by 0.001. */
function nearCosines(index: LiveIndex, vector: Float32Array, passageIds: readonly number[]) {
  const near = index.near.cosines(vector, passageIds);
  if (near === null) return cosinesOf(index, vector, passageIds);
  return passageIds.flatMap((passage_id, nth) => {
    const cosine = near[nth] ?? null;
    return cosine === null ? [] : [{ passage_id, cosine }];
  });
}

/** How a page stands among all that were found: in the midst of them, and beside the best of them. */
interface Standing {
  readonly hubness: number | null;
  readonly company: number | null;
}

/** The standing of each page, by its nearest passage. */
function standingOfPages(
  { near }: LiveIndex,
  members: readonly { readonly passage_id: number; readonly page_id: number }[],
  cosines: ReadonlyMap<number, number>,
  byWords: ReadonlyMap<number, { readonly coverage: number | null }>,
): Map<number, Standing> {
  const pages = new Map<number, { readonly id: number; readonly cosine: number; readonly lead: number }>();
  for (const { passage_id, page_id } of members) {
    const cosine = cosines.get(passage_id);
    if (cosine === undefined) continue;
    const known = pages.get(page_id);
    const lead = cosine + LEAD_OF_WORDS * (byWords.get(passage_id)?.coverage ?? 0);
    pages.set(page_id, {
      ...(known !== undefined && known.cosine >= cosine ? known : { id: passage_id, cosine }),
      lead: Math.max(lead, known?.lead ?? lead),
    });
  }
  const best = [...pages].toSorted(([, a], [, b]) => b.lead - a.lead || a.id - b.id);
  const nearest = best.map(([, { id }]) => id);
  const hubness = near.hubness(nearest);
  const company = near.company(nearest, LEADERS);
  return new Map(
    best.map(([pageId], nth) => [pageId, { hubness: hubness[nth] ?? null, company: company[nth] ?? null }]),
  );
}
