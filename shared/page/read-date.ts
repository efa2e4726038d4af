/** The first of several spellings of a date that can be read, as an ISO 8601 date or date-time; null when none can. */
export function readDate(spellings: readonly (string | null)[]): string | null {
  for (const spelling of spellings) {
    const date = spelling === null ? null : readOne(spelling.trim());
    if (date !== null) return date;
  }
  return null;
}

const WRITTEN =
  /\b(?:(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.? \d{1,2}(?:st|nd|rd|th)?,? (?:19|20)\d\d|\d{1,2}(?:st|nd|rd|th)? (?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?,? (?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d|\d{1,2}\.\d{1,2}\.(?:19|20)\d\d)\b/i;

/** The date written somewhere in a line of text; null where none is. */
export function findDate(line: string): string | null {
  const written = WRITTEN.exec(line)?.[0];
  if (written === undefined) return null;
  const [date = 0, month = 0, year = 0] = written.split('.').map(Number);
  if (year > 0) return day(year, month, date);
  return readOne(written.replace(/(\d)(?:st|nd|rd|th)\b/i, '$1').replace('.', ''));
}

function readOne(spelling: string): string | null {
  const numbers = /^(\d{4})[-/](\d{1,2})(?:[-/](\d{1,2}))?(?!\d)/.exec(spelling);
  const zoned = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)$/.test(spelling);
  if (zoned) {
    // The page's own offset stays: in UTC an evening article would carry the next day's date.
    const instant = spelling.replace(/([+-]\d\d)(\d\d)$/, '$1:$2');
    if (!Number.isNaN(Date.parse(instant))) return instant;
  }
  if (numbers !== null) return day(Number(numbers[1]), Number(numbers[2]), Number(numbers[3] ?? 1));
  if (!/\d{4}/.test(spelling) || spelling.length > 60) return null;
  // Written dates carry no zone; they are read and written in the same one, so the day stays.
  const written = new Date(spelling);
  return Number.isNaN(written.getTime())
    ? null
    : day(written.getFullYear(), written.getMonth() + 1, written.getDate());
}

function day(year: number, month: number, date: number): string | null {
  const exact = new Date(Date.UTC(year, month - 1, date));
  if (year < 1000 || year > 9999 || exact.getUTCMonth() !== month - 1 || exact.getUTCDate() !== date)
    return null;
  return exact.toISOString().slice(0, 10);
}
