import { seededRandom } from '../seeded-random.ts';
import { JUDGED_SETS, judgedQuestions } from './judged-sets.ts';
import { sentenceItem, titleItem } from './known-items.ts';
import { wcxbPages } from './read-eval.ts';

/** Questions as people ask them: a quarter each titles, half-remembered sentences, questions of the judged sets, single words. No one comes twice. */
export async function largeQuestions(count: number): Promise<string[]> {
  const titles: string[] = [];
  const sentences: string[] = [];
  const words: string[] = [];
  const judged: string[] = [];
  const random = seededRandom(150);
  for await (const page of wcxbPages()) {
    const [title, sentence] = [titleItem(page), sentenceItem(page)];
    if (title !== null) titles.push(title.question);
    if (sentence !== null) sentences.push(sentence.question);
    const long = (page.main_content ?? '').match(/\p{L}{5,}/gu) ?? [];
    const word = long[Math.floor(random() * long.length)];
    if (word !== undefined) words.push(word.toLowerCase());
  }
  for (const set of JUDGED_SETS) judged.push(...(await judgedQuestions(set)).map(({ text }) => text));

  const kinds = [titles, sentences, judged, words].map((kind) => shuffled([...new Set(kind)], random));
  const mixed = Array.from(
    { length: count },
    (_, nth) => kinds[nth % kinds.length]?.[Math.floor(nth / kinds.length)],
  );
  return [...new Set(mixed.filter((question) => question !== undefined))];
}

function shuffled(all: readonly string[], random: () => number): string[] {
  return all
    .map((one) => ({ one, at: random() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ one }) => one);
}
