import type { CapturedImage } from '../../shared/contract/image.ts';
import { LIMITS } from '../../shared/contract/limits.ts';
import type { ShownPicture } from './choose-pictures.ts';
import { DROPPED, KNOWN, TEXT_BLOCKS, VOID } from './element-names.ts';
import { lookAt } from './look-at.ts';
import { readPicture } from './read-picture.ts';
import { sceneOf } from './scene.ts';
import type { Scene } from './scene.ts';
import { attribute, attributesOf, escapeText } from './write-markup.ts';

/** One open element: what of it is still to be written, and what closes it. */
interface Level {
  readonly nodes: readonly Node[];
  at: number;
  readonly close: string;
  readonly scene: Scene;
  readonly shown: boolean;
}

/** Deeper elements are written without their tags: no layout needs them, and parsers choke on them. */
const DEEPEST = 400;
const DEEPEST_FRAME = 5;
const MOST_FRAMES = 50;
/** Characters; past it, it is not a formula but a place to hide words in. */
const LONGEST_FORMULA = 1_000;
/** Steps after which a page counts as too large, whatever it writes. */
const MOST_NODES = 2_000_000;

/** Writes the visible part of a live document as sanitised markup, one node a step, so that the page can run and change in between. */
export class Snapshot {
  readonly images: CapturedImage[] = [];
  /** What shows each of them. */
  readonly shown: ShownPicture[] = [];
  readonly #textOnly: boolean;
  readonly #levels: Level[] = [];
  #written: string[] = [];
  #unread = 0;
  #nodes = 0;
  #frames = 0;
  /** Characters written so far. */
  size = 0;

  constructor(document: Document, options: { readonly text_only: boolean }) {
    this.#textOnly = options.text_only;
    const { body, defaultView } = document;
    if (defaultView !== null && body !== null) this.#enter(body, sceneOf(document, defaultView), '');
  }

  /** Whether the page outgrew every bound. */
  get tooLarge(): boolean {
    return this.size > LIMITS.captureBytes || this.#nodes > MOST_NODES;
  }

  /** Characters written since the last `take`. */
  get unread(): number {
    return this.#unread;
  }

  /** Writes the next node; false once there is none or the page is too large. */
  step(): boolean {
    const level = this.#levels.at(-1);
    if (level === undefined || this.tooLarge) return false;
    const node = level.nodes[level.at++];
    if (node === undefined) {
      this.#write(level.close);
      this.#levels.pop();
      return this.#levels.length > 0;
    }
    this.#nodes += 1;
    // The page may have taken it away since its parent was listed.
    if (!node.isConnected) return true;
    if (node.nodeType === Node.TEXT_NODE && level.shown) this.#write(escapeText((node as Text).data));
    else if (node.nodeType === Node.ELEMENT_NODE) this.#element(node as Element, level);
    return true;
  }

  /** Hands over what was written since the last time. */
  take(): string {
    const piece = this.#written.join('');
    this.#written = [];
    this.#unread = 0;
    return piece;
  }

  #element(element: Element, level: Level): void {
    const name = element.localName;
    if (DROPPED.has(name) || isTypedInto(element)) return;
    if (name === 'annotation') this.#formula(element);
    else if (name === 'img') this.#picture(element as HTMLImageElement, level);
    else if (name === 'iframe' || name === 'frame') this.#frame(element as HTMLIFrameElement, level);
    else if (VOID.has(name)) this.#open(element, name);
    else this.#enter(element, level.scene, this.#nameFor(element, level));
  }

  /** Goes into an element, its open shadow root instead of its own children where it has one. */
  #enter(element: Element, scene: Scene, name: string): void {
    const nodes = shownNodes(element);
    const hasText = nodes.some((node) => node.nodeType === Node.TEXT_NODE && /\S/.test((node as Text).data));
    const sight = lookAt(element, scene, hasText);
    if (sight === null) return;
    const tagged = name !== '' && this.#levels.length < DEEPEST;
    if (tagged) this.#open(element, name);
    this.#levels.push({ nodes, at: 0, close: tagged ? `</${name}>` : '', ...sight });
  }

  #open(element: Element, name: string): void {
    if (this.#textOnly) {
      if (TEXT_BLOCKS.has(name)) this.#write(`<${name}>`);
    } else this.#write(`<${name}${attributesOf(element, name)}>`);
  }

  #nameFor(element: Element, level: Level): string {
    const name = element.localName;
    if (name === 'slot' && element.namespaceURI === 'http://www.w3.org/1999/xhtml') return '';
    if ((this.#textOnly ? TEXT_BLOCKS : KNOWN).has(name)) return name;
    // A block stays a block, whatever the page calls it.
    if (!level.scene.view.getComputedStyle(element).display.startsWith('inline')) return 'div';
    return this.#textOnly ? '' : 'span';
  }

  /** A formula's source stands beside what is drawn of it: unseen, but it is what the drawing says. */
  #formula(annotation: Element): void {
    const tex = annotation.textContent ?? '';
    const encoding = annotation.getAttribute('encoding') ?? '';
    if (this.#textOnly || !encoding.toLowerCase().includes('tex') || tex.length > LONGEST_FORMULA) return;
    this.#write(`<annotation${attribute('encoding', encoding)}>${escapeText(tex)}</annotation>`);
  }

  #picture(image: HTMLImageElement, level: Level): void {
    if (this.#textOnly || this.images.length >= LIMITS.imagesPerPage) return;
    if (lookAt(image, level.scene, false)?.shown !== true) return;
    const picture = readPicture(image);
    if (picture === null) return;
    this.shown.push({ image: this.images.length, element: image, source: image.currentSrc });
    this.images.push(picture);
    const { src, alt, title, width, height } = picture;
    const shape = attribute('width', width) + attribute('height', height);
    this.#write(`<img${attribute('src', src)}${attribute('alt', alt)}${attribute('title', title)}${shape}>`);
  }

  /** Goes into a frame that the page itself could read, and that a person does not write in. */
  #frame(frame: HTMLIFrameElement, level: Level): void {
    const inner = readableDocument(frame);
    const view = inner?.defaultView;
    if (!inner?.body || !view || inner.designMode === 'on' || this.#frames >= MOST_FRAMES) return;
    const around = lookAt(frame, level.scene, false);
    const box = frame.getBoundingClientRect();
    if (around?.shown !== true || box.width <= 1 || box.height <= 1 || isTypedInto(inner.body)) return;
    if (depthOf(view) > DEEPEST_FRAME) return;
    this.#frames += 1;
    this.#enter(inner.body, sceneOf(inner, view), this.#textOnly ? 'div' : 'section');
  }

  #write(markup: string): void {
    if (markup === '') return;
    this.#written.push(markup);
    this.#unread += markup.length;
    this.size += markup.length;
  }
}

/** What is rendered inside an element: its open shadow tree, what was put into its slot, or its children; of closed details the summary. */
function shownNodes(element: Element): readonly Node[] {
  if (element.shadowRoot !== null) return [...element.shadowRoot.childNodes];
  if (element.localName === 'slot' && 'assignedNodes' in element) {
    const assigned = (element as HTMLSlotElement).assignedNodes();
    if (assigned.length > 0) return assigned;
  }
  if (element.localName === 'details' && !element.hasAttribute('open')) {
    const summary = [...element.children].find((child) => child.localName === 'summary');
    return summary === undefined ? [] : [summary];
  }
  return [...element.childNodes];
}

/** Whether it is a place to type in: what stands there belongs to the person, not to the page. */
function isTypedInto(element: Element): boolean {
  if (element.hasAttribute('contenteditable') && (element as HTMLElement).isContentEditable) return true;
  const role = element.getAttribute('role');
  return role === 'textbox' || role === 'searchbox';
}

function depthOf(view: Window): number {
  let depth = 0;
  for (let at = view; at.parent !== at && depth <= DEEPEST_FRAME; at = at.parent) depth += 1;
  return depth;
}

function readableDocument(frame: HTMLIFrameElement): Document | null {
  try {
    return frame.contentDocument;
  } catch {
    return null;
  }
}
