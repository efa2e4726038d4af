import { countWords } from './page-block.ts';
import type { Place } from './page-block.ts';

/** Text gathered between two block borders, as the page shows it and as Markdown. */
export class InlineRun {
  text = '';
  markdown = '';
  words = 0;
  linkWords = 0;
  place: Place | null = null;
  #blank = false;
  /** Grows with every cleared run, so that a mark opened before a border is not closed after it. */
  #number = 0;

  /** Adds text whose white space folds; `escape` is off inside code. */
  addText(source: string, place: Place, linked: boolean, escape = true): void {
    const folded = source.replace(/\s+/g, ' ');
    const core = folded.trim();
    if (core === '') {
      this.#blank ||= folded !== '';
      return;
    }
    if (folded.startsWith(' ')) this.#blank = true;
    this.#separate();
    this.place ??= place;
    const words = countWords(core);
    this.text += core;
    this.markdown += escape ? escapeMarkdown(core) : core;
    this.words += words;
    if (linked) this.linkWords += words;
    this.#blank = folded.endsWith(' ');
  }

  /** Adds text that has a Markdown form of its own, such as a formula. */
  addWhole(text: string, markdown: string, place: Place): void {
    this.#separate();
    this.place ??= place;
    this.text += text;
    this.markdown += markdown;
    this.words += countWords(text);
  }

  addBlank(): void {
    this.#blank = true;
  }

  /** Remembers where an inline element begins. */
  open(): { run: number; at: number } {
    return { run: this.#number, at: this.markdown.length };
  }

  /** Puts signs around what came since `open`, unless a border or nothing came. */
  close(opened: { run: number; at: number }, before: string, after: string): void {
    if (opened.run !== this.#number) return;
    const inner = this.markdown.slice(opened.at);
    const core = inner.trimStart();
    if (core === '') return;
    this.markdown =
      this.markdown.slice(0, opened.at) + inner.slice(0, inner.length - core.length) + before + core + after;
  }

  clear(): void {
    this.text = '';
    this.markdown = '';
    this.words = 0;
    this.linkWords = 0;
    this.place = null;
    this.#blank = false;
    this.#number++;
  }

  #separate(): void {
    if (this.#blank && this.text !== '') {
      this.text += ' ';
      this.markdown += ' ';
    }
    this.#blank = false;
  }
}

/** Escapes what Markdown would read as a sign inside a line. */
export function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*[\]<]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\$&');
}
