import { createHash } from 'node:crypto';
import type { ImageText, PageFacts, PassageText, PassageVector } from '../../daemon/index/search-index.ts';

export const SAMPLE_DIMENSIONS = 4;

/** What an index knows of a page; give what a test is about. */
export function sampleFacts(page_id: number, more: Partial<PageFacts> = {}): PageFacts {
  return {
    page_id,
    url: `https://groves.example/${page_id}`,
    domain: 'groves.example',
    language: 'en',
    captured_at: Date.UTC(2026, 4, 1),
    retention_policy: 'permanent',
    expires_at: null,
    tags: [],
    note: null,
    ...more,
  };
}

/** A page's passages with these bodies; their ids are page_id × 100 + position. */
export function samplePassages(
  page_id: number,
  bodies: readonly string[],
  title = 'Untitled',
): PassageText[] {
  return bodies.map((body, ordinal) => ({
    passage_id: page_id * 100 + ordinal,
    page_id,
    ordinal,
    kind: 'text',
    title,
    headings: '',
    body,
    text_hash: createHash('sha256').update(`${title}\n${body}`).digest('hex'),
  }));
}

/** A unit vector at an angle in the plane of the first two dimensions: its cosine with angle 0 is cos(angle). */
export function angled(angle: number): Float32Array {
  return new Float32Array([Math.cos(angle), Math.sin(angle), 0, 0]);
}

/** A vector for a passage, at an angle or at one that follows from its text. */
export function sampleVector({ passage_id, text_hash }: PassageText, angle?: number): PassageVector {
  return { passage_id, text_hash, vector: angled(angle ?? Number.parseInt(text_hash.slice(0, 6), 16)) };
}

/** A picture of a page as the index takes it; give what a test is about. */
export function sampleImageText(page_id: number, image_id: number, more: Partial<ImageText> = {}): ImageText {
  const src = `https://groves.example/${image_id}`;
  return { image_id, page_id, src, own: '', around: '', page: '', width: 640, height: 480, ...more };
}
