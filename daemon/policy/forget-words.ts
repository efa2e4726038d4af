/** One letter each of scripts that put no spaces between words, whole words of the others. */
const WORDS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]\p{M}*|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}])[\p{L}\p{N}\p{M}])+/gu;

/**
 * What a page must say to be taken: every word and every "quoted phrase", as whole words without regard to case. No
 * endings, no spellings, no meaning: a forgetting must not guess. Empty when nothing is said.
 */
export function wantedWords(query: string): string[] {
  const parts = query.split('"');
  const wanted = parts.flatMap((part, at) => {
    const isQuoted = at % 2 === 1 && at < parts.length - 1;
    const pieces = isQuoted ? [part] : part.split(/\s+/u);
    return pieces.map(inWords).filter((words) => words !== ' ');
  });
  return [...new Set(wanted)];
}

/** Whether a text holds all of them. */
export function holdsAll(text: string, wanted: readonly string[]): boolean {
  const words = inWords(text);
  return wanted.every((want) => words.includes(want));
}

/** Each word between blanks, so that what is looked for can begin and end only where a word does. */
function inWords(text: string): string {
  return ` ${(text.normalize('NFC').toLowerCase().match(WORDS) ?? []).join(' ')} `.replace(/^ {2}$/u, ' ');
}
