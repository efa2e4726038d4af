import { canonicalUrl, urlVariants } from '../../shared/page/canonical-url.ts';
import type { Question } from '../index/parse-question.ts';
import { FEWEST_ORDERED, wordOrder } from '../index/word-order.ts';
import { stemsAmong, stemsOf } from '../index/word-stem.ts';
import type { FoundPassageRow } from '../store/rows.ts';
import type { ScoredPassage } from './fuse-scores.ts';

/** How much of the remaining distance to 1 a passage gains that holds the question's words in their order. */
const ORDER_SHARE = 0.5;
/** The same for a page whose title is the question. */
const TITLE_SHARE = 0.8;
/** Below these shares order and title are chance: any two texts on one subject share some of either. */
const CHANCE_ORDER = 0.6;
const CHANCE_TITLE = 0.4;
/** What a page remembered just now gains, and after how many days a third of it is left. */
const FRESH_SHARE = 0.02;
const FRESH_DAYS = 30;
const DAY_MS = 86_400_000;

/** How much of what was left to 1 each lift took, one after the other. */
export interface Lifts {
  readonly order: number;
  readonly title: number;
  readonly address: number;
  readonly freshness: number;
  readonly page: number;
}

/** A passage that was read, and why it stands where it does: `fused` and the lifts add up to `score`. */
export interface ClosePassage extends ScoredPassage {
  /** The sum of both legs. */
  readonly fused: number;
  /** Share of the question's neighbouring words that are neighbours in the passage, in the same order, 0–1. */
  readonly order: number;
  /** Dice coefficient of the question and the page's nearest title, over word stems, 0–1. */
  readonly title: number;
  readonly lifts: Lifts;
  /** As it was read; null where it is none of the best. */
  readonly row: FoundPassageRow | null;
}

export const NO_LIFTS: Lifts = { order: 0, title: 0, address: 0, freshness: 0, page: 0 };

/**
 * Reads the best passages themselves. Retrieval counts words wherever they stand; a half-remembered sentence, a title or
 * an address is recognised by its wording. Each lifts within bounds and none lowers. `now` is in milliseconds.
 */
export function readClosely(
  question: Question,
  passages: readonly ScoredPassage[],
  rows: readonly FoundPassageRow[],
  now: number,
): ClosePassage[] {
  const byId = new Map(rows.map((row) => [row.passage_id, row]));
  const asked = stemsOf(question.text);
  const addresses = addressesOf(question);
  return passages.map((passage) => {
    const row = byId.get(passage.passage_id);
    const fused = passage.score;
    if (row === undefined) return { ...passage, fused, order: 0, title: 0, lifts: NO_LIFTS, row: null };
    const order = asked.length < FEWEST_ORDERED ? 0 : wordOrder(asked, stemsAmong(row.text, asked));
    const title = titleOf(asked, [row.title, ...row.other_titles].map(stemsOf));
    const shares = [
      ORDER_SHARE * beyond(CHANCE_ORDER, order) ** 2,
      TITLE_SHARE * beyond(CHANCE_TITLE, title) ** 2,
      addresses.has(row.url) ? 1 : 0,
      FRESH_SHARE * Math.exp(-daysBetween(row.captured_at, now) / FRESH_DAYS),
    ];
    let score = fused;
    const taken = shares.map((share) => {
      const lift = (1 - score) * share;
      score += lift;
      return lift;
    });
    const [byOrder = 0, byTitle = 0, address = 0, freshness = 0] = taken;
    const lifts = { order: byOrder, title: byTitle, address, freshness, page: 0 };
    return { ...passage, fused, order, title, lifts, row, score };
  });
}

/** Whole days, so that the same question asked again gets the same numbers. */
function daysBetween(earlier: number, later: number): number {
  return Math.max(0, Math.floor((later - earlier) / DAY_MS));
}

/** The address that the question is, in all its spellings. */
function addressesOf({ url }: Question): ReadonlySet<string> {
  const canonical = url === null ? null : canonicalUrl(url);
  return new Set(canonical === null ? [] : urlVariants(canonical));
}

/** What is left of a share above what chance gives, 0–1. */
function beyond(chance: number, share: number): number {
  return Math.max(0, (share - chance) / (1 - chance));
}

function titleOf(asked: readonly string[], titles: readonly (readonly string[])[]): number {
  const question = new Set(asked);
  return Math.max(
    ...titles.map((title) => {
      const words = new Set(title);
      const shared = [...words].filter((word) => question.has(word)).length;
      return words.size === 0 ? 0 : (2 * shared) / (words.size + question.size);
    }),
  );
}
