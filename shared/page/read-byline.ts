import { cleanAuthor } from './clean-author.ts';
import { findDate } from './read-date.ts';
import { foldSpace, stripInvisible } from './strip-invisible.ts';
import type { PageElement } from './page-element.ts';

/** Elements after the page's heading among which its author and date stand. */
const NEAR = 150;
/** Elements of a byline that are looked at; a name is not farther inside. */
const INSIDE = 60;
const LONGEST_LINE = 80;
const MARKED_NAME = /(?:^|[\s_-])(?:byline|author)(?:$|\s|[_-]+(?:name|link|title|text)(?:$|\s))/i;
const MARKED_DATE =
  /(?:^|[\s_-])(?:date|datetime|published|posted|pub-?date|post-?date|publish-?date)(?:$|[\s_-])/i;
const AUTHORS_PAGE = /\/(?:authors?|contributors?|writers?|staff|people|profiles?|by)\/[^/]/i;

/** Who wrote a page and when, as it shows them to its readers; of each the first counts. */
export class BylineReader {
  name: string | null = null;
  date: string | null = null;
  /** In lines beside the heading that nothing marks. */
  nearName: string | null = null;
  nearDate: string | null = null;
  #left = 0;

  /** The page's heading: what follows is near it. */
  startHere(): void {
    this.#left = NEAR;
  }

  see(element: PageElement): void {
    const names = element.attribute('class') ?? '';
    const property = element.attribute('itemprop');
    if (
      this.name === null &&
      (property === 'author' || element.attribute('rel') === 'author' || MARKED_NAME.test(names))
    )
      this.name = nameIn(element);
    if (
      this.date === null &&
      (property === 'datePublished' || element.tag === 'time' || MARKED_DATE.test(names))
    )
      this.date = findDate(element.attribute('content') ?? lineOf(element));
    if (this.#left === 0) return;
    this.#left -= 1;
    this.#seeNear(element);
  }

  #seeNear(element: PageElement): void {
    const leadsToAuthor = element.tag === 'a' && AUTHORS_PAGE.test(element.attribute('href') ?? '');
    if (leadsToAuthor) this.nearName ??= nameIn(element);
    for (const child of element.children) {
      if (typeof child !== 'string' || child.length > LONGEST_LINE * 4) continue;
      const line = foldSpace(child);
      if (line === '' || line.length > LONGEST_LINE) continue;
      this.nearDate ??= findDate(line);
      const named = /^(?:(?:written|posted|published|words|text|article) )?by:? (\p{Lu}[^\d|•·]+)$/iu.exec(
        line,
      );
      if (named?.[1] !== undefined) this.nearName ??= asName(named[1]);
    }
  }
}

/** Beside the name such an element often counts posts or badges; a property or a link holds the name alone. */
function nameIn(element: PageElement): string | null {
  const inner = firstInside(element);
  const named = inner.find((one) => one.attribute('itemprop') === 'name');
  const link = inner.find((one) => one.tag === 'a' && lineOf(one) !== '');
  return asName(named?.attribute('content') ?? lineOf(named ?? link ?? element));
}

function asName(line: string): string | null {
  const name = cleanAuthor(foldSpace(stripInvisible(line)));
  return name === null || name.split(' ').length > 6 || /\d{4}|:$/.test(name) ? null : name;
}

/** The first elements in document order, `root` first. */
function firstInside(root: PageElement): PageElement[] {
  const found: PageElement[] = [];
  const waiting = [root];
  for (let next = waiting.pop(); next !== undefined && found.length < INSIDE; next = waiting.pop()) {
    found.push(next);
    const children = next.children.filter((child) => typeof child !== 'string');
    waiting.push(...children.slice(0, INSIDE).toReversed());
  }
  return found;
}

/** The text of the first elements inside, up to the length of a line. */
function lineOf(element: PageElement): string {
  let text = '';
  for (const inner of firstInside(element)) {
    for (const child of inner.children)
      if (typeof child === 'string') text += ` ${child.slice(0, LONGEST_LINE * 4)}`;
    if (text.length > LONGEST_LINE * 8) break;
  }
  const line = foldSpace(stripInvisible(text));
  return line.length <= LONGEST_LINE ? line : '';
}
