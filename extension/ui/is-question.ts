const FEWEST_WORDS = 3;
/** In scripts without spaces a question is one run; this long it says more than a name does. */
const FEWEST_CHARACTERS = 6;
const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]/gu;

/** Whether what was typed asks for something that a sentence can say, and is not only a word or a name to look up. */
export function isQuestion(text: string): boolean {
  const words = text.split(/\s+/u).filter((word) => word !== '');
  return words.length >= FEWEST_WORDS || (text.match(UNSPACED)?.length ?? 0) >= FEWEST_CHARACTERS;
}
