import { parseHtml } from '../../daemon/ingest/parse-html.ts';
import { collectAll } from '../../shared/page/clean-page.ts';
import { readMetadata } from '../../shared/page/read-metadata.ts';
import { blockFeatures } from '../../shared/page/score/block-features.ts';
import { wcxbPages } from '../bench/read-eval.ts';
import { labelBlocks } from './label-blocks.ts';
import type { PageBlock, Place } from '../../shared/page/page-block.ts';
import type { PageElement } from '../../shared/page/page-element.ts';

/** A page of the development split, ready to be learnt from. */
export interface TrainingPage {
  readonly id: string;
  readonly type: string;
  readonly truth: string;
  /** Registrable domain. */
  readonly domain: string;
  /** 0–9; pages of one domain are in one group, because sites repeat their templates. */
  readonly group: number;
  readonly blocks: readonly PageBlock[];
  readonly rows: readonly Float32Array[];
  readonly labels: readonly number[];
  /** What a block's label counts for: all blocks of a page together about one. */
  readonly weights: readonly number[];
}

export const GROUPS = 10;
const NEGATIVE_SHARE = 0.25;
const LARGEST_WEIGHT = 0.5;
const SHORTEST_TRUTH = 30;

/** Reads all pages and turns them into blocks, features and labels. */
export async function readTrainingPages(): Promise<TrainingPage[]> {
  const pages: TrainingPage[] = [];
  for await (const page of wcxbPages()) {
    const root = parseHtml(page.html);
    const metadata = readMetadata(root, page.url);
    const { blocks } = collectAll(root, metadata, true);
    const rows = blockFeatures(blocks, metadata, page.url);
    const truth = page.main_content ?? '';
    const { labels, tokens } = labelBlocks(blocks, truth);
    pages.push({
      id: page.id,
      type: page.page_type,
      truth,
      domain: domainOf(page.url),
      group: groupOf(page.url),
      blocks: withoutTree(blocks),
      rows: rows.map((row) => Float32Array.from(row)),
      labels,
      weights: weigh(labels, tokens, truth),
    });
  }
  return pages;
}

function weigh(labels: readonly number[], tokens: readonly number[], truth: string): number[] {
  const negative = labels.reduce((sum, label, i) => sum + (1 - label) * (tokens[i] ?? 0), 0);
  const wanted = truth.match(/\w+/g)?.length ?? 0;
  const whole = Math.max(wanted, SHORTEST_TRUTH) + NEGATIVE_SHARE * negative;
  return tokens.map((count) => (count === 0 ? 0 : Math.min(LARGEST_WEIGHT, (count + 1) / whole)));
}

/** Which group a page of this address is in. */
export function groupOf(url: string): number {
  return hashOf(domainOf(url)) % GROUPS;
}

/** The registrable domain, good enough to keep sites together. */
function domainOf(url: string): string {
  const names = new URL(url).hostname.split('.');
  const second = names.length > 2 && /^(?:ac|co|com|edu|gov|net|org)$/.test(names.at(-2) ?? '');
  return names.slice(second ? -3 : -2).join('.');
}

/** FNV-1a, 32 bits. */
function hashOf(text: string): number {
  let hash = 2166136261;
  for (const byte of Buffer.from(text)) hash = Math.imul(hash ^ byte, 16777619) >>> 0;
  return hash;
}

const KEPT_ATTRIBUTES = ['class', 'id', 'role', 'itemprop'];

/** The same blocks on places that no longer hold the whole parsed page. */
function withoutTree(blocks: readonly PageBlock[]): PageBlock[] {
  const slim = new Map<Place, Place>();
  const slimOf = (place: Place): Place => {
    let found = slim.get(place);
    if (found === undefined) {
      const parent = place.parent === null ? null : slimOf(place.parent);
      found = { ...place, parent, element: nameOnly(place.element), item: null };
      slim.set(place, found);
    }
    return found;
  };
  return blocks.map((block) => ({ ...block, markdown: '', place: slimOf(block.place) }));
}

function nameOnly(element: PageElement): PageElement {
  const kept = new Map(KEPT_ATTRIBUTES.map((name) => [name, element.attribute(name)]));
  return { tag: element.tag, children: [], attribute: (name) => kept.get(name) ?? null };
}
