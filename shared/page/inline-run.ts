import { countWords } from './page-block.ts';
import type { Place } from './page-block.ts';
import { foldRuns } from './strip-invisible.ts';

/** Two letters of scripts that put blanks between words. */
const LETTERS =
  /^[[\p{L}\p{N}]--[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Khmr}\p{sc=Laoo}\p{sc=Mymr}]]{2}$/v;

/** Text gathered between two block borders, as the page shows it and as Markdown. */
export class InlineRun {
  text = '';
  words = 0;
  linkWords = 0;
  place: Place | null = null;
  /** Markdown in pieces: signs put around the last of them must not copy all that came before. */
  #pieces: string[] = [];
  #blank = false;
  /** Whether a blank is due should letters meet. */
  #seam = false;
  /** Grows with every cleared run, so that a mark opened before a border is not closed after it. */
  #number = 0;

  get markdown(): string {
    return this.#pieces.join('');
  }

  /** Adds text whose white space folds; `escape` is off inside code. */
  addText(source: string, place: Place, linked: boolean, escape = true): void {
    const folded = foldRuns(source);
    const core = folded.trim();
    if (core === '') {
      this.#blank ||= folded !== '';
      return;
    }
    if (folded.startsWith(' ') || (this.#seam && LETTERS.test(this.text.slice(-1) + core.slice(0, 1))))
      this.#blank = true;
    this.#separate();
    this.place ??= place;
    const words = countWords(core);
    this.text += core;
    this.#pieces.push(escape ? escapeMarkdown(core) : core);
    this.words += words;
    if (linked) this.linkWords += words;
    this.#blank = folded.endsWith(' ');
  }

  /** Adds text that has a Markdown form of its own, such as a formula. */
  addWhole(text: string, markdown: string, place: Place): void {
    this.#separate();
    this.place ??= place;
    this.text += text;
    this.#pieces.push(markdown);
    this.words += countWords(text);
  }

  addBlank(): void {
    this.#blank = true;
  }

  /** Keeps what was added and what comes next from being read as one word; signs may still touch. */
  addSeam(): void {
    this.#seam = true;
  }

  /** Remembers where an inline element begins. */
  open(): { run: number; at: number } {
    return { run: this.#number, at: this.#pieces.length };
  }

  /** Puts signs around what came since `open`, unless a border or nothing came. */
  close(opened: { run: number; at: number }, before: string, after: string): void {
    if (opened.run !== this.#number) return;
    const inner = this.#pieces.splice(opened.at).join('');
    const core = inner.trimStart();
    const lead = inner.slice(0, inner.length - core.length);
    this.#pieces.push(core === '' ? lead : lead + before + core + after);
  }

  clear(): void {
    this.text = '';
    this.#pieces = [];
    this.words = 0;
    this.linkWords = 0;
    this.place = null;
    this.#blank = false;
    this.#seam = false;
    this.#number++;
  }

  #separate(): void {
    if (this.#blank && this.text !== '') {
      this.text += ' ';
      this.#pieces.push(' ');
    }
    this.#blank = false;
    this.#seam = false;
  }
}

/** Escapes what Markdown would read as a sign inside a line. */
export function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*[\]<]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\$&');
}
