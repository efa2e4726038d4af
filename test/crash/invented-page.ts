import type { PageCapture } from '../../shared/contract/page.ts';
import { seededRandom } from '../seeded-random.ts';

const LETTERS = 'bcdfghjklmnpqrstvwz';

/** What was sent of a page: its text follows from the number of its version alone. */
export interface InventedPage {
  readonly capture: PageCapture;
  readonly title: string;
  /** The words that stand only in this version, one in each of its paragraphs. */
  readonly marks: readonly string[];
}

/** A page of its own words, some paragraphs long, so that no two pages look like one site's template. */
export function inventPage(url: string, version: number): InventedPage {
  const random = seededRandom(version);
  const word = (): string => {
    const letter = (): string => LETTERS[Math.floor(random() * LETTERS.length)] ?? 'b';
    return `${letter()}a${letter()}e${letter()}${'aeiou'[Math.floor(random() * 5)] ?? 'a'}${letter()}`;
  };
  const words = (count: number): string => Array.from({ length: count }, word).join(' ');
  const marks = Array.from({ length: 2 + Math.floor(random() * 7) }, (_, at) => markOf(version, at));
  const title = `On ${words(2)} ${markOf(version, 99)}`;
  const paragraphs = marks.map(
    (mark) => `<p>${words(12)}, ${mark} ${words(20)}. ${words(25)}, and ${words(6)}.</p>`,
  );
  const picture = `<figure><img src="/${title.length}/${version}.jpg" alt="A ${words(3)}" width="640" height="480"><figcaption>${words(5)}</figcaption></figure>`;
  return {
    title,
    marks,
    capture: {
      url,
      title,
      html: `<!doctype html><html lang="en"><head><title>${title}</title></head><body><main><article><h1>${title}</h1>${paragraphs.join('')}${picture}</article></main></body></html>`,
    },
  };
}

/** One word of letters, which no full text cuts in two and no stemmer shortens. */
function markOf(version: number, at: number): string {
  return (
    String(version * 100 + at)
      .split('')
      .map((digit) => LETTERS[Number(digit)])
      .join('')
      .padStart(8, 'q') + 'q'
  );
}

/** The versions whose words stand in a text. */
export function versionsIn(text: string): Set<number> {
  const marks = text.match(/\bq*[bcdfghjklm]{3,}q\b/g) ?? [];
  const numbers = marks.map((mark) =>
    Number(
      mark
        .split('')
        .filter((letter) => letter !== 'q')
        .map((letter) => LETTERS.indexOf(letter))
        .join(''),
    ),
  );
  return new Set(numbers.map((number) => Math.floor(number / 100)));
}
