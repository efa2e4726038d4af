import type { Scene } from './scene.ts';

/** Pixels by which text is pushed out of sight; real indents and margins stay far below. */
export const PUSHED = -300;
/** The slack that subpixel layout needs. */
const SLACK = 1;

/** What of a style can take an element out of sight. */
interface Bearing {
  readonly positioned: boolean;
  readonly pushed: boolean;
  readonly bent: boolean;
  readonly clips: boolean;
}

/** Where an element stands, for what is in it; null when it is clipped to nothing, shrunk to nothing, or out of reach of every scroll bar. Boxes are measured only where a style gives a reason. */
export function placeOf(element: Element, style: CSSStyleDeclaration, scene: Scene): Scene | null {
  const { body, documentElement } = element.ownerDocument;
  if (paintedAway(style)) return null;
  // What the outermost two clip, the window scrolls to.
  if (element === body || element === documentElement) return scene;
  const bearing = bearingOf(style);
  if (!Object.values(bearing).includes(true)) return scene;
  const box = element.getBoundingClientRect();
  if (hasNoArea(element, box, bearing)) return null;
  const moved = bearing.positioned || bearing.pushed || bearing.bent;
  if (moved && outOfReach(box, style.position === 'fixed', scene)) return null;
  return bearing.clips ? scrolledScene(element, style, scene) : scene;
}

function bearingOf(style: CSSStyleDeclaration): Bearing {
  return {
    positioned: style.position !== 'static',
    pushed: Number.parseFloat(style.marginLeft) < PUSHED || Number.parseFloat(style.marginTop) < PUSHED,
    bent: style.transform !== 'none' || style.scale !== 'none',
    clips: style.overflowX !== 'visible' && style.display !== 'inline' && style.display !== 'contents',
  };
}

function paintedAway(style: CSSStyleDeclaration): boolean {
  if (style.contentVisibility === 'hidden' || style.filter.includes('opacity(0)')) return true;
  if (style.clipPath !== 'none' && clipsAll(style.clipPath)) return true;
  return style.clip !== 'auto' && style.position !== 'static' && clipsToNothing(style.clip);
}

function clipsAll(path: string): boolean {
  const inset = /^inset\(([\d.]+)%/.exec(path)?.[1];
  if (inset !== undefined) return Number(inset) >= 50;
  return /^(circle|ellipse)\(0(px|%)?[ )]/.test(path) || /^polygon\((\s*0(px|%)? 0(px|%)?,?)+\)$/.test(path);
}

/** Reads the old `clip: rect(top, right, bottom, left)`. */
function clipsToNothing(clip: string): boolean {
  const sides = /^rect\(([-\d.]+)px, ([-\d.]+)px, ([-\d.]+)px, ([-\d.]+)px\)$/.exec(clip);
  if (sides === null) return false;
  const height = Number(sides[3]) - Number(sides[1]);
  const width = Number(sides[2]) - Number(sides[4]);
  return width <= SLACK || height <= SLACK;
}

/** Nothing of it is painted when it clips what overflows, or when a transform shrank it: otherwise a flat element is an anchor for what overflows it. */
function hasNoArea(element: Element, box: DOMRect, { clips, bent }: Bearing): boolean {
  if (box.width > SLACK && box.height > SLACK) return false;
  if (clips) return true;
  if (!bent || !('offsetWidth' in element)) return false;
  const { offsetWidth, offsetHeight } = element as HTMLElement;
  return offsetWidth > SLACK && offsetHeight > SLACK;
}

function outOfReach(box: DOMRect, fixed: boolean, scene: Scene): boolean {
  const { innerWidth, innerHeight } = scene.view;
  if (fixed) return box.right < 0 || box.bottom < 0 || box.left > innerWidth || box.top > innerHeight;
  if (box.bottom + scene.top < -SLACK) return true;
  const beforeStart = box.right + scene.left < -SLACK;
  const pastEnd = box.left + scene.left > innerWidth + SLACK;
  if (!scene.sideways) return beforeStart || pastEnd;
  return scene.rightToLeft ? pastEnd : beforeStart;
}

function scrolledScene(element: Element, style: CSSStyleDeclaration, scene: Scene): Scene {
  return {
    ...scene,
    left: scene.left + element.scrollLeft,
    top: scene.top + element.scrollTop,
    sideways: scene.sideways || /auto|scroll/.test(style.overflowX),
  };
}
