import type { Respelled, SearchRequest } from '../../shared/contract/passage.ts';
import type { Embedder } from '../embed/embedder.ts';
import { Failure } from '../failure.ts';
import { parseQuestion } from '../index/parse-question.ts';
import type { Question } from '../index/parse-question.ts';
import type { RetrievalFilters, SearchIndex } from '../index/search-index.ts';
import type { Store } from '../store/open-store.ts';
import { exchangeWords, respellQuestion } from './respell-question.ts';

/** Passages taken from each leg before fusion. */
export const POOL = 100;

/** A question as both legs are asked it; a leg that stays silent is null. */
export interface AskedQuestion {
  readonly question: Question;
  readonly match: string | null;
  readonly must: string | null;
  readonly must_not: string | null;
  readonly vector: Float32Array | null;
  /** Words that stand nowhere, and what is looked for instead. */
  readonly respelled: readonly Respelled[];
  /** What the answer leaves out, a sentence each. */
  readonly notices: readonly string[];
}

export interface AskTools {
  readonly store: Store;
  readonly index: SearchIndex;
  /** null while the model is loading or missing; then words answer alone. */
  readonly embedder: Embedder | null;
  /** Says what an answer by words alone leaves out, in one sentence. */
  readonly wordsOnlyNotice: string;
}

export type Asking = Pick<SearchRequest, 'query' | 'mode' | 'typing' | 'respell'>;

/**
 * Parses a question, mends the spelling of words that stand nowhere, lets go of quotations that nothing holds, and
 * embeds what is left. `bad-input` when it is empty, `not-ready` when only meaning is asked for and no model is there.
 */
export async function askQuestion(
  asking: Asking,
  filters: RetrievalFilters,
  tools: AskTools,
): Promise<AskedQuestion> {
  const { mode = 'hybrid' } = asking;
  const embedder = mode === 'keyword' ? null : tools.embedder;
  if (asking.query.trim() === '') throw new Failure('bad-input', 'The question is empty.');
  if (mode === 'semantic' && embedder === null) {
    throw new Failure(
      'not-ready',
      'Search by meaning is not ready yet. Ask again shortly, or search by words.',
    );
  }
  const typed = parseQuestion(asking.query, { typing: asking.typing ?? false });
  // Signs alone have no meaning that the model could tell.
  const embed = async ({ terms, text }: Question) =>
    terms.length > 0 && embedder !== null ? embedder.embedQuestion(text) : null;
  const [meaning, { question, respelled }] = await Promise.all([
    embed(typed),
    readWords(typed, asking, tools),
  ]);
  const isHeld = question.must === null || (await holdsPhrases(question, filters, tools.index));
  const hasWords = question.terms.length > 0;
  return {
    question,
    match: mode === 'semantic' ? null : question.match,
    must: isHeld ? question.must : null,
    must_not: question.must_not,
    vector: respelled.length === 0 ? meaning : await embed(question),
    respelled,
    notices: [
      ...(hasWords ? [] : [NO_WORD]),
      ...(isHeld ? [] : [sayUnheld(question.phrases)]),
      ...(mode !== 'keyword' && embedder === null ? [tools.wordsOnlyNotice] : []),
    ],
  };
}

/** Mends the words and has the index weigh them, while the model reads the question. */
async function readWords(
  typed: Question,
  { query, mode, typing = false, respell = true }: Asking,
  tools: AskTools,
) {
  if (mode === 'semantic') return { question: typed, respelled: [] };
  const respelling = respell ? respellQuestion(typed, tools) : Promise.resolve([]);
  // Behind the spelling in the index's thread, which this answer waits for.
  if (typed.match !== null) tools.index.expectWords(typed.match, POOL).catch(() => undefined);
  const respelled = await respelling;
  if (respelled.length === 0) return { question: typed, respelled };
  return { question: parseQuestion(exchangeWords(query, respelled), { typing }), respelled };
}

const NO_WORD = 'There is no word in this question to search for. Add one.';

async function holdsPhrases({ must, must_not }: Question, filters: RetrievalFilters, index: SearchIndex) {
  const held = await index.retrieveCandidates(
    { match: must, must, must_not, vector: null, pool: 1 },
    filters,
  );
  return held.length > 0;
}

function sayUnheld(phrases: readonly string[]): string {
  const [phrase = '', ...others] = phrases;
  return others.length === 0
    ? `No page found says “${phrase}” word for word, so its words were searched for one by one.`
    : 'No passage found holds all that is in quotation marks, so the words were searched for one by one.';
}
