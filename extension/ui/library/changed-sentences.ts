/** The sentences that only one of two texts has, each side by itself; the texts themselves where only their order differs. */
export function changedSentences(before: string, after: string): { was: string; is: string } {
  const [old, young] = [sentencesOf(before), sentencesOf(after)];
  const was = old.filter((sentence) => !young.includes(sentence));
  const is = young.filter((sentence) => !old.includes(sentence));
  if (was.length === 0 && is.length === 0) return { was: before, is: after };
  return { was: was.join(' '), is: is.join(' ') };
}

function sentencesOf(text: string): string[] {
  return text
    .split(/(?<=[.!?。！？])\s+|\n+/u)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '');
}
