import type { SearchIndex } from '../../daemon/index/search-index.ts';
import { angled } from './sample-index.ts';

/** All an index can answer, in a form that can be compared. */
export async function indexContents(index: SearchIndex) {
  const answers = [];
  for (const word of ['red', 'green', 'blue', 'tagged', 'groves']) {
    const found = await index.retrieveCandidates({ match: `"${word}"`, vector: angled(1), pool: 1000 }, {});
    answers.push(
      found
        .toSorted((a, b) => a.passage_id - b.passage_id)
        .map(({ passage_id, bm25, cosine }) => [passage_id, bm25?.toFixed(4), cosine?.toFixed(4)]),
    );
  }
  const images = [];
  for (const word of ['red', 'green', 'blue', 'tagged']) {
    const found = await index.retrieveImages(`"${word}"`, 1000, {});
    images.push(found.map(({ image_id, bm25 }) => [image_id, bm25.toFixed(4)]));
  }
  const sizes = await index.listIndexedImages();
  return { indexed: await index.listIndexed(), answers, sizes, images };
}
