const BLANK = /\s/;

/** How many word pieces an uncased BERT vocabulary needs for a text, without having it; leans to the upper side. Every sign that is no ASCII letter or digit is a piece of its own. */
export function estimateWordpieces(text: string): number {
  let pieces = 0;
  let at = 0;
  while (at < text.length) {
    const start = at;
    while (isLetter(text.charCodeAt(at))) at++;
    if (at > start) {
      const length = at - start;
      pieces += length <= 7 ? 1 : 1 + Math.ceil((length - 7) / 4);
      continue;
    }
    while (isDigit(text.charCodeAt(at))) at++;
    if (at > start) {
      pieces += at - start <= 2 ? 1 : Math.ceil((at - start) / 2);
      continue;
    }
    const code = text.charCodeAt(at);
    if (code !== 32 && !BLANK.test(text.charAt(at))) pieces += 1;
    at++;
  }
  return pieces;
}

function isLetter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}
