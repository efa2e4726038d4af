import { FUNCTION_WORDS } from './function-words.ts';
import { STOP_WORDS, UNSPACED_STOP_WORDS } from './stop-words.ts';

interface Language {
  readonly words: ReadonlySet<string>;
  /** So many different ones in a question, and it is in this language. */
  readonly enough: number;
}

const LANGUAGES: readonly Language[] = Object.values(FUNCTION_WORDS).map((words) => ({
  words: new Set(words.split(' ')),
  // Of Latin words one alone may be a name in another language (“die hard”); two make a sentence.
  enough: /\p{sc=Latin}/u.test(words) ? 2 : 1,
}));

/**
 * Whether a word of this question says nothing of what is asked for: a function word of English, or else of the language
 * that the question has most such words of.
 */
export function chooseStopWords(words: readonly string[]): (word: string) => boolean {
  const forms = [...new Set(words.map(compared))];
  const others = forms.filter((word) => !STOP_WORDS.has(word));
  const english = forms.length - others.length;
  const counted = LANGUAGES.map((language) => ({
    ...language,
    count: others.filter((word) => language.words.has(word)).length,
  }));
  const most = Math.max(english + 1, ...counted.map(({ count }) => count));
  const spoken = counted
    .filter(({ count, enough }) => count === most && count >= enough)
    .map(({ words: spokenWords }) => spokenWords);
  const sets = [UNSPACED_STOP_WORDS, ...(spoken.length > 0 ? spoken : [STOP_WORDS])];
  return (word) => sets.some((set) => set.has(compared(word)));
}

/** With its accents: şu is “that”, su is “water”. */
function compared(word: string): string {
  return word.normalize('NFC').toLowerCase();
}
