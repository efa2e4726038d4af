import { namesOf } from '../../shared/page/score/names-of.ts';
import { NAMELESS_DEPTH } from '../../shared/page/score/lexicon-features.ts';
import type { Lexicon } from '../../shared/page/score/lexicon-features.ts';
import { LEXICON_STEP, LEXICON_STEPS } from '../../shared/page/score/read-model.ts';
import { termsOf } from '../../shared/page/score/terms-of.ts';
import type { Place } from '../../shared/page/page-block.ts';
import type { TrainingPage } from './read-training-pages.ts';

/** A name counts when this many domains use it and it says something. */
const MIN_DOMAINS = 6;
const LEAST_VALUE = 0.3;
/** As if each name had been seen at this many more domains, half of them content. */
const PRIOR = 2;

interface Count {
  /** Sums, over domains, of the share of text that is content. */
  readonly content: Float64Array;
  readonly domains: Uint16Array;
}

/** How names stand to content, group by group, so that a lexicon can be made without some of them. */
export type LexiconCounts = ReadonlyMap<string, Count>;

/** Counts names and terms once for every domain that uses them. */
export function countNames(pages: readonly TrainingPage[], groups: number): LexiconCounts {
  const counts = new Map<string, Count>();
  for (const ofDomain of Map.groupBy(pages, (page) => page.domain).values()) {
    const shares = new Map<string, { content: number; all: number }>();
    for (const page of ofDomain) countPage(page, shares);
    const group = ofDomain[0]?.group ?? 0;
    for (const [name, { content, all }] of shares) {
      if (all === 0) continue;
      let count = counts.get(name);
      if (count === undefined) {
        count = { content: new Float64Array(groups), domains: new Uint16Array(groups) };
        counts.set(name, count);
      }
      count.content[group] = (count.content[group] ?? 0) + content / all;
      count.domains[group] = (count.domains[group] ?? 0) + 1;
    }
  }
  for (const [name, { domains }] of counts)
    if (domains.reduce((sum, number) => sum + number, 0) < MIN_DOMAINS) counts.delete(name);
  return counts;
}

function countPage(page: TrainingPage, shares: Map<string, { content: number; all: number }>): void {
  const add = (name: string, content: number, all: number): void => {
    const share = shares.get(name);
    if (share === undefined) shares.set(name, { content, all });
    else {
      share.content += content;
      share.all += all;
    }
  };
  const places = new Map<Place, { content: number; all: number }>();
  let heading = '';
  for (const [i, block] of page.blocks.entries()) {
    const all = page.weights[i] ?? 0;
    const content = all * (page.labels[i] ?? 0);
    for (let place: Place | null = block.place; place !== null; place = place.parent) {
      const sum = places.get(place);
      if (sum === undefined) places.set(place, { content, all });
      else {
        sum.content += content;
        sum.all += all;
      }
    }
    if (block.kind === 'heading') heading = block.text;
    const terms = termsOf(block, heading);
    for (const term of [...terms.whole, ...terms.first, ...terms.heading]) add(term, content, all);
  }
  for (const [place, { content, all }] of places)
    if (place.depth > NAMELESS_DEPTH) for (const name of namesOf(place.element)) add(name, content, all);
}

/** The lexicon of all groups but some. */
export function lexiconWithout(counts: LexiconCounts, without: ReadonlySet<number>): Lexicon {
  const lexicon = new Map<string, number>();
  for (const [name, count] of counts) {
    let content = 0;
    let domains = 0;
    for (const [group, number] of count.domains.entries()) {
      if (without.has(group)) continue;
      content += count.content[group] ?? 0;
      domains += number;
    }
    if (domains < MIN_DOMAINS) continue;
    const share = (content + PRIOR / 2) / (domains + PRIOR);
    const value = Math.log(share / (1 - share));
    if (Math.abs(value) < LEAST_VALUE) continue;
    const steps = Math.max(-LEXICON_STEPS, Math.min(LEXICON_STEPS, Math.round(value / LEXICON_STEP)));
    lexicon.set(name, steps * LEXICON_STEP);
  }
  return lexicon;
}
