import type { FoundImage } from '../../shared/contract/image.ts';
import { imageFormat } from '../index/image-format.ts';
import type { Question } from '../index/parse-question.ts';
import { matchedBy } from './matched-by.ts';
import { SHARES } from './read-images-closely.ts';
import type { ScoredImage } from './read-images-closely.ts';

/** A picture as an answer shows it; with `explain` also what its score is made of. */
export function describeImage(question: Question, image: ScoredImage, explain: boolean): FoundImage {
  const { image_id, src, alt, caption, title, context, width, height, page_id, has_thumbnail } = image;
  return {
    image_id,
    image_url: src,
    alt,
    caption,
    title,
    context,
    matched_by: matchedBy(question, image),
    session_id: null,
    width,
    height,
    format: imageFormat(src),
    page_id,
    page_url: image.url,
    page_title: image.page_title,
    domain: image.domain,
    captured_at: new Date(image.captured_at).toISOString(),
    score: round(image.score),
    has_thumbnail,
    duplicates: [],
    ...(explain && {
      explain: {
        bm25: image.bm25,
        words: round(image.words),
        order: round(image.order),
        likeness: round(image.likeness),
        shares: SHARES,
      },
    }),
  };
}

function round(score: number): number {
  return Math.round(score * 10_000) / 10_000;
}
