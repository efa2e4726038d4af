import { createHash } from 'node:crypto';
import type { FoundPassageRow, PageToCommit } from '../../daemon/store/rows.ts';
import type { CutPassage, PageImage } from '../../shared/page/article.ts';
import { seededRandom } from '../seeded-random.ts';

/** A kept page as blending needs it. */
export interface RealPage {
  readonly passages: readonly { readonly row: FoundPassageRow; readonly vector: Float32Array }[];
  readonly images: readonly PageImage[];
}

/** A page made of two, and the vector of each of its passages. */
export interface BlendedPage {
  readonly page: PageToCommit;
  readonly vectors: readonly Float32Array[];
}

/** As long a noise as leaves a cosine of about 0.95 to the mean. */
const NOISE = 0.33;

const sentences = new Intl.Segmenter('en', { granularity: 'sentence' });

/**
 * Further pages without end, the same ones every time: each has the shape of one real page (how many passages, how long,
 * under which headings, which pictures) and every other sentence from another.
 */
export function* blendPages(real: readonly RealPage[]): Generator<BlendedPage> {
  const random = seededRandom(100_000);
  for (let nth = 0; ; nth++) {
    const shape = real[nth % real.length];
    const other = real[Math.floor(random() * real.length)];
    if (shape !== undefined && other !== undefined && shape !== other) yield blend(nth, shape, other, random);
  }
}

function blend(nth: number, shape: RealPage, other: RealPage, random: () => number): BlendedPage {
  const pairs = shape.passages.map(
    (one, at) => [one, other.passages[at % other.passages.length] ?? one] as const,
  );
  const passages = pairs.map(([{ row }, { row: mixed }], ordinal) => cutPassage(ordinal, row, mixed.text));
  const vectors = pairs.map(([one, mixed]) => meanVector(one.vector, mixed.vector, random));
  const [first, second] = [shape.passages[0]?.row, other.passages[0]?.row];
  const domain = `blended-${nth}.example`;
  const url = `https://${domain}${new URL(first?.url ?? 'https://none.example/').pathname}`;
  const title = everyOther(words(first?.title ?? ''), words(second?.title ?? '')).join(' ');
  const markdown = passages.map(({ text }) => text).join('\n\n');
  const page: PageToCommit = {
    url,
    seen_at: url,
    domain,
    title,
    other_titles: [],
    author: null,
    published_at: null,
    language: first?.language ?? null,
    description: null,
    site_name: null,
    captured_at: Date.UTC(2026, 0, 1) + nth * 60_000,
    referrer: null,
    selection: null,
    note: null,
    content_hash: createHash('sha256').update(markdown).digest('hex'),
    cleaner: 'blended',
    capture_id: null,
    tags: [],
    markdown,
    images: shape.images,
    passages,
    marks: [],
    snapshot: null,
  };
  return { page, vectors };
}

function cutPassage(ordinal: number, row: FoundPassageRow, mixed: string): CutPassage {
  const text = everyOther(split(row.text), split(mixed))
    .join('')
    .slice(0, Math.max(1, row.text.length))
    .toWellFormed();
  return {
    ordinal,
    text,
    heading_path: row.heading_path,
    start: row.start,
    end: row.start + text.length,
    anchor: { exact: text.slice(0, 80).toWellFormed(), prefix: '', suffix: '' },
    kind: row.kind,
  };
}

/** Real passages come again in many blends; cutting them anew would take most of the time. */
const cuts = new Map<string, readonly string[]>();

function split(text: string): readonly string[] {
  const known = cuts.get(text) ?? [...sentences.segment(text)].map(({ segment }) => segment);
  cuts.set(text, known);
  return known;
}

function words(title: string): string[] {
  return title.split(/\s+/);
}

/** The first of one, the second of the other, and so on; past the end of one the other alone. */
function everyOther(one: readonly string[], other: readonly string[]): string[] {
  const [even, odd] = [one.length > 0 ? one : other, other.length > 0 ? other : one];
  return Array.from(
    { length: even.length },
    (_, at) => (at % 2 === 0 ? even[at] : (odd[at] ?? even[at])) ?? '',
  );
}

function meanVector(a: Float32Array, b: Float32Array, random: () => number): Float32Array {
  const noise = NOISE / Math.sqrt(a.length);
  const mixed = a.map((x, at) => x + (b[at] ?? 0));
  const half = lengthOf(mixed) || 1;
  // Uniform between −√3 and √3 has the variance 1.
  const noisy = mixed.map((x) => x / half + noise * Math.sqrt(3) * (2 * random() - 1));
  const length = lengthOf(noisy);
  return noisy.map((x) => x / length);
}

function lengthOf(vector: Float32Array): number {
  return Math.sqrt(vector.reduce((sum, x) => sum + x * x, 0));
}
