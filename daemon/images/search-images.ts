// The flow of an image question. Read top to bottom: parse → retrieve by words, filters inside → score → read the best
// closely → the pictures with their pages. It changes nothing and asks no site.
import type { FoundImage, ImageAnswer, ImageRequest } from '../../shared/contract/image.ts';
import { Failure } from '../failure.ts';
import { parseQuestion } from '../index/parse-question.ts';
import type { Question } from '../index/parse-question.ts';
import { readFilters } from '../index/read-filters.ts';
import type { ImageFilters, SearchIndex } from '../index/search-index.ts';
import type { Store } from '../store/open-store.ts';
import { readFoundImages } from '../store/read-found-images.ts';
import { describeImage } from './describe-image.ts';
import { sayDamage } from '../store/sound.ts';
import { readImagesClosely } from './read-images-closely.ts';

/** Pictures taken from the index before they are read. */
const POOL = 50;
const DEFAULT_LIMIT = 10;

export interface ImageTools {
  readonly store: Store;
  readonly index: SearchIndex;
}

/** Finds the kept pictures that answer a question, best first. Fails with `bad-input` for a question without a word. */
export async function searchImages(request: ImageRequest, tools: ImageTools): Promise<ImageAnswer> {
  const started = performance.now();
  const question = parseQuestion(request.query);
  if (question.text === '') throw new Failure('bad-input', 'The question is empty.');
  const offset = request.offset ?? 0;
  const limit = request.limit ?? DEFAULT_LIMIT;

  const pool = Math.max(POOL, offset + limit);
  const candidates = await tools.index.retrieveImages(matchOf(question), pool, imageFilters(request));
  const kept = await readFoundImages(
    tools.store,
    candidates.map(({ image_id }) => image_id),
  );
  const ranked = readImagesClosely(question, candidates, kept);
  const results: FoundImage[] = ranked
    .slice(offset, offset + limit)
    .map((image) => describeImage(question, image, request.explain ?? false));

  const notice = sayDamage(tools.store);
  return {
    query: request.query,
    results,
    count: results.length,
    total: ranked.length,
    took_ms: Math.round((performance.now() - started) * 10) / 10,
    ...(notice !== null && { notice }),
  };
}

/** A picture whose own words, or whose page's, hold what must not be there does not answer by them. */
function matchOf({ match, must_not }: Question): string {
  if (match === null || must_not === null) return match ?? '';
  return `(${match}) NOT (${must_not})`;
}

function imageFilters(request: ImageRequest): ImageFilters {
  const { formats, orientation, min_width, min_height, page_id } = request;
  return {
    ...readFilters(request),
    ...(formats !== undefined && formats.length > 0 && { formats }),
    ...(orientation !== undefined && { orientation }),
    ...(min_width !== undefined && { min_width }),
    ...(min_height !== undefined && { min_height }),
    ...(page_id !== undefined && { page_ids: [page_id] }),
  };
}
