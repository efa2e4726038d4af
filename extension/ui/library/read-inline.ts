/** A piece of a line: words, code, marked words, a link, or the words of a picture, which itself is never loaded. */
export type Inline =
  | string
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'picture'; readonly text: string }
  | { readonly kind: 'strong' | 'em' | 'del'; readonly children: readonly Inline[] }
  | { readonly kind: 'link'; readonly href: string; readonly children: readonly Inline[] };

type Opener = 'strong' | 'em' | 'del' | 'link' | 'picture';
interface Frame {
  readonly opener: Opener | null;
  readonly sign: string;
  readonly children: Inline[];
}

const MARKS: readonly (readonly [sign: string, kind: 'strong' | 'em' | 'del'])[] = [
  ['**', 'strong'],
  ['~~', 'del'],
  ['*', 'em'],
];
/** Deeper nesting than any writer means: from there on signs are words. */
const DEEPEST = 12;

/** Reads the inline Markdown that our own writer makes, in one pass; what it does not know stays the words it is. */
export function readInline(source: string): Inline[] {
  const reader = new InlineReader(source);
  return reader.read();
}

class InlineReader {
  readonly #source: string;
  readonly #frames: Frame[] = [{ opener: null, sign: '', children: [] }];
  readonly #unclosedTicks = new Set<number>();
  #at = 0;
  #words = '';

  constructor(source: string) {
    this.#source = source;
  }

  read(): Inline[] {
    while (this.#at < this.#source.length) {
      if (!(this.#escape() || this.#code() || this.#mark() || this.#bracket())) {
        this.#words += this.#source[this.#at];
        this.#at += 1;
      }
    }
    this.#say();
    while (this.#frames.length > 1) this.#giveUp();
    return this.#top().children;
  }

  #escape(): boolean {
    if (this.#source[this.#at] !== '\\') return false;
    const next = this.#source[this.#at + 1] ?? '';
    if (!/[!-/:-@[-`{-~]/u.test(next)) return false;
    this.#words += next;
    this.#at += 2;
    return true;
  }

  #code(): boolean {
    if (this.#source[this.#at] !== '`') return false;
    let end = this.#at;
    while (this.#source[end] === '`') end += 1;
    const ticks = this.#source.slice(this.#at, end);
    const close = this.#unclosedTicks.has(ticks.length) ? -1 : this.#closingTicks(ticks, end);
    if (close === -1) {
      this.#unclosedTicks.add(ticks.length);
      this.#words += ticks;
      this.#at = end;
    } else {
      this.#put({ kind: 'code', text: this.#source.slice(end, close) });
      this.#at = close + ticks.length;
    }
    return true;
  }

  #closingTicks(ticks: string, from: number): number {
    let close = this.#source.indexOf(ticks, from);
    while (close !== -1) {
      let end = close + ticks.length;
      if (this.#source[end] !== '`') return close;
      while (this.#source[end] === '`') end += 1;
      close = this.#source.indexOf(ticks, end);
    }
    return -1;
  }

  #mark(): boolean {
    const mark = MARKS.find(([sign]) => this.#source.startsWith(sign, this.#at));
    if (mark === undefined) return false;
    const [sign, kind] = mark;
    const opened = this.#frames.findLastIndex((frame) => frame.sign === sign);
    if (opened > 0) {
      this.#say();
      while (this.#frames.length - 1 > opened) this.#giveUp();
      const children = this.#close();
      this.#put(children.length === 0 ? sign + sign : { kind, children });
    } else this.#open(kind, sign);
    this.#at += sign.length;
    return true;
  }

  #bracket(): boolean {
    const sign = this.#source.startsWith('![', this.#at) ? '![' : this.#source[this.#at];
    if (sign === '[' || sign === '![') {
      this.#open(sign === '[' ? 'link' : 'picture', sign);
      this.#at += sign.length;
      return true;
    }
    if (sign !== ']') return false;
    const opened = this.#frames.findLastIndex(({ opener }) => opener === 'link' || opener === 'picture');
    const address = opened > 0 ? readAddress(this.#source, this.#at + 1) : null;
    if (address === null) return false;
    this.#say();
    while (this.#frames.length - 1 > opened) this.#giveUp();
    const { opener } = this.#top();
    const children = this.#close();
    if (opener === 'picture') this.#put({ kind: 'picture', text: wordsOf(children) });
    else this.#putLink(address.href, children);
    this.#at = address.end;
    return true;
  }

  #putLink(href: string, children: readonly Inline[]): void {
    if (isWebAddress(href)) this.#put({ kind: 'link', href, children });
    else for (const child of children) this.#put(child);
  }

  #open(opener: Opener, sign: string): void {
    if (this.#frames.length > DEEPEST) {
      this.#words += sign;
      return;
    }
    this.#say();
    this.#frames.push({ opener, sign, children: [] });
  }

  #close(): Inline[] {
    return this.#frames.pop()?.children ?? [];
  }

  /** A sign that was never closed is a word. */
  #giveUp(): void {
    const frame = this.#frames.pop();
    if (frame !== undefined) this.#top().children.push(frame.sign, ...frame.children);
  }

  #say(): void {
    if (this.#words !== '') this.#top().children.push(this.#words);
    this.#words = '';
  }

  #put(piece: Inline): void {
    this.#say();
    this.#top().children.push(piece);
  }

  #top(): Frame {
    const top = this.#frames.at(-1);
    if (top === undefined) throw new Error('unreachable: the first frame is never closed');
    return top;
  }
}

/** Reads `(address)` at `at`; our writer encodes parentheses and blanks inside. */
function readAddress(source: string, at: number): { href: string; end: number } | null {
  const found = /^\(([^()\s]{0,8192})\)/u.exec(source.slice(at, at + 8_200));
  return found === null ? null : { href: found[1] ?? '', end: at + found[0].length };
}

function isWebAddress(href: string): boolean {
  return URL.canParse(href) && /^https?:$/u.test(new URL(href).protocol);
}

/** What a reader would say of these pieces. */
function wordsOf(pieces: readonly Inline[]): string {
  return pieces
    .map((piece) => {
      if (typeof piece === 'string') return piece;
      return 'text' in piece ? piece.text : wordsOf(piece.children);
    })
    .join('');
}
