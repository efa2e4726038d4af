import { InlineRun } from './inline-run.ts';
import { isOneLetter, sourceText } from './page-element.ts';
import { placeOf } from './place-of.ts';
import { readCode, codeMarkdown } from './read-code.ts';
import { readFormula } from './read-formula.ts';
import { readTable, tableMarkdown } from './read-table.ts';
import { foldSpace, stripInvisible } from './strip-invisible.ts';
import { webAddress } from './web-address.ts';
import { countWords } from './page-block.ts';
import type { FoundPicture, PageBlock, Place } from './page-block.ts';
import type { PageElement } from './page-element.ts';
import type { ReadCell } from './read-table.ts';

const SKIPPED = new Set(
  'script style template svg iframe select textarea head object embed canvas audio video input dialog datalist map'.split(
    ' ',
  ),
);
const BORDERS = new Set(
  'address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre search section shadow-root summary table tbody td tfoot th thead tr ul caption optgroup option #document noscript'.split(
    ' ',
  ),
);
const CONTROLS = new Set(['a', 'button']);
const MARKS: Readonly<Record<string, string>> = {
  strong: '**',
  b: '**',
  em: '*',
  i: '*',
  code: '`',
  kbd: '`',
  samp: '`',
  del: '~~',
  s: '~~',
};
const MAX_TABLE_WORDS = 4_000;

/** All blocks of a page in document order, and the pictures between them. */
export interface CollectedPage {
  readonly blocks: PageBlock[];
  readonly pictures: FoundPicture[];
}

/** Cuts a page into blocks: maximal runs of inline text between block-level borders, whole `pre`s and whole tables of values. `base` makes addresses absolute. */
export function collectBlocks(root: PageElement, base: string, withNoscript = false): CollectedPage {
  const collector = new Collector(base, withNoscript);
  collector.enter(root, null);
  return { blocks: collector.blocks, pictures: collector.pictures };
}

class Collector {
  readonly blocks: PageBlock[] = [];
  readonly pictures: FoundPicture[] = [];
  readonly #run = new InlineRun();
  readonly #base: string;
  readonly #withNoscript: boolean;
  #linked = 0;
  #code = 0;
  #breaks = 0;
  #srcset = '';

  constructor(base: string, withNoscript: boolean) {
    this.#base = base;
    this.#withNoscript = withNoscript;
  }

  enter(element: PageElement, parent: Place | null): void {
    const place = placeOf(element, parent);
    this.#flush();
    this.#children(element, place);
    this.#flush();
  }

  #children(element: PageElement, place: Place): void {
    let before: PageElement | null = null;
    for (const child of element.children) {
      if (typeof child !== 'string') {
        if (before !== null && this.#code === 0 && standApart(before, child)) this.#run.addSeam();
        this.#visit(child, place);
        before = child;
      } else {
        if (child.trim() !== '') this.#breaks = 0;
        this.#run.addText(stripInvisible(child), place, this.#linked > 0, this.#code === 0);
        before = null;
      }
    }
  }

  #visit(element: PageElement, place: Place): void {
    const formula = element.tag === 'math' || element.tag === 'script' ? readFormula(element) : null;
    if (formula !== null) {
      const sign = formula.display ? '$$' : '$';
      if (formula.tex !== '') this.#run.addWhole(formula.tex, `${sign}${formula.tex}${sign}`, place);
      return;
    }
    if (this.#isSkipped(element)) return;
    if (element.tag === 'br') this.#break();
    else if (element.tag === 'source') this.#srcset = srcsetOf(element);
    else if (element.tag === 'img') this.#picture(element, place);
    else if (element.tag === 'pre') this.#pre(element, place);
    else if (element.tag === 'table') this.#table(element, place);
    else if (BORDERS.has(element.tag)) this.enter(element, place);
    else this.#inline(element, place);
  }

  #isSkipped(element: PageElement): boolean {
    if (SKIPPED.has(element.tag) || (element.tag === 'noscript' && !this.#withNoscript)) return true;
    // KaTeX draws every formula a second time for the eye.
    return (element.attribute('class') ?? '').includes('katex-html');
  }

  #break(): void {
    this.#run.addBlank();
    if (++this.#breaks >= 2) this.#flush();
  }

  #inline(element: PageElement, place: Place): void {
    const { tag } = element;
    const link = tag === 'a' && element.attribute('href') !== null;
    const control = link || tag === 'button' || element.attribute('role') === 'button';
    const opened = this.#run.open();
    const mark = this.#code > 0 ? undefined : MARKS[tag];
    if (control) this.#linked++;
    if (mark === '`') this.#code++;
    this.#children(element, tag.includes('-') ? placeOf(element, place) : place);
    if (control) this.#linked--;
    if (mark === '`') this.#code--;
    if (mark !== undefined) this.#run.close(opened, mark, mark);
    if (!link || this.#code > 0) return;
    const address = webAddress(element.attribute('href') ?? '', this.#base);
    if (address !== null) this.#run.close(opened, '[', `](${address})`);
  }

  #picture(element: PageElement, place: Place): void {
    let figure: Place | null = place;
    while (figure !== null && figure.element.tag !== 'figure') figure = figure.parent;
    const caption = figure?.element.children.find(
      (child) => typeof child !== 'string' && child.tag === 'figcaption',
    );
    this.pictures.push({
      element,
      place,
      caption:
        caption === undefined || typeof caption === 'string'
          ? ''
          : foldSpace(stripInvisible(sourceText(caption))),
      srcset: srcsetOf(element) || this.#srcset,
      linked: this.#linked > 0,
      before: this.blocks.length,
    });
    this.#srcset = '';
  }

  #pre(element: PageElement, parent: Place): void {
    const { text, language } = readCode(element);
    this.#flush();
    if (/^[\d\s]*$/.test(text)) return;
    const place = placeOf(element, parent);
    this.blocks.push({
      kind: 'code',
      level: 0,
      text,
      markdown: codeMarkdown(text, language),
      place,
      words: countWords(text),
      linkWords: 0,
    });
  }

  #table(element: PageElement, parent: Place): void {
    const pictures: FoundPicture[] = [];
    const rows = readTable(element, (cell) => this.#cell(cell, parent, pictures));
    const words = rows?.flat().reduce((sum, cell) => sum + cell.words, 0) ?? 0;
    if (rows === null || words > MAX_TABLE_WORDS) {
      this.enter(element, parent);
      return;
    }
    this.#flush();
    const before = this.blocks.length;
    this.pictures.push(...pictures.map((picture) => ({ ...picture, before })));
    const place = placeOf(element, parent);
    this.blocks.push({
      kind: 'table',
      level: 0,
      text: rows.map((cells) => cells.map((cell) => cell.text).join('\t')).join('\n'),
      markdown: tableMarkdown(rows),
      place,
      words,
      linkWords: rows.flat().reduce((sum, cell) => sum + cell.linkWords, 0),
    });
  }

  #cell(cell: PageElement, place: Place, pictures: FoundPicture[]): ReadCell {
    const inner = new Collector(this.#base, this.#withNoscript);
    inner.enter(cell, place);
    pictures.push(...inner.pictures);
    return {
      text: foldSpace(inner.blocks.map((block) => block.text).join(' ')),
      markdown: foldSpace(inner.blocks.map((block) => block.markdown).join(' ')),
      words: inner.blocks.reduce((sum, block) => sum + block.words, 0),
      linkWords: inner.blocks.reduce((sum, block) => sum + block.linkWords, 0),
    };
  }

  #flush(): void {
    this.#breaks = 0;
    const { text, markdown, words, linkWords, place } = this.#run;
    this.#run.clear();
    if (place === null || text === '') return;
    this.blocks.push({
      kind: kindOf(place),
      level: place.heading,
      text,
      markdown,
      place,
      words,
      linkWords,
    });
  }
}

/** Whether two inline elements without a blank between them are two things, kept apart by style alone: links and buttons, or spans of one class. Letters each in a span of its own are one word. */
function standApart(before: PageElement, after: PageElement): boolean {
  const controls = CONTROLS.has(before.tag) && CONTROLS.has(after.tag);
  const alike =
    before.tag === 'span' &&
    after.tag === 'span' &&
    (after.attribute('class') ?? '') !== '' &&
    before.attribute('class') === after.attribute('class');
  return (controls || alike) && !isOneLetter(before);
}

function srcsetOf(element: PageElement): string {
  return element.attribute('srcset') ?? element.attribute('data-srcset') ?? '';
}

function kindOf(place: Place): PageBlock['kind'] {
  if (place.heading > 0) return 'heading';
  if (place.caption) return 'caption';
  if (place.item !== null) return 'list-item';
  return place.quoted > 0 ? 'quote' : 'paragraph';
}
