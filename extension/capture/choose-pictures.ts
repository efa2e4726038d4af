/** Most small copies of one page, as agreed with the daemon's disk. */
const MOST = 24;
/** CSS pixels; smaller pictures are icons. */
const SMALLEST_SIDE = 48;

/** A picture of the page: its place in the list that is reported, and the element that shows it. */
export interface ShownPicture {
  readonly image: number;
  readonly element: HTMLImageElement;
  /** What it showed when it was read: a carousel may show another picture by now. */
  readonly source: string;
}

/** Whether it still shows what was read, loaded and whole. */
export function isShown({ element, source }: ShownPicture): boolean {
  return element.isConnected && element.complete && element.naturalWidth > 0 && element.currentSrc === source;
}

/** The loaded pictures a small copy is worth most of: those in the window first, then the largest. */
export function choosePictures(shown: readonly ShownPicture[]): ShownPicture[] {
  return shown
    .filter(isShown)
    .map((picture) => ({ picture, box: picture.element.getBoundingClientRect() }))
    .filter(({ box }) => Math.min(box.width, box.height) >= SMALLEST_SIDE)
    .toSorted(
      (a, b) => Number(isInWindow(b.box)) - Number(isInWindow(a.box)) || areaOf(b.box) - areaOf(a.box),
    )
    .slice(0, MOST)
    .map(({ picture }) => picture);
}

/** Whether all of a box can be seen without scrolling. */
export function isInWindow({ left, top, right, bottom }: DOMRect): boolean {
  return left >= 0 && top >= 0 && right <= window.innerWidth && bottom <= window.innerHeight;
}

function areaOf({ width, height }: DOMRect): number {
  return width * height;
}
