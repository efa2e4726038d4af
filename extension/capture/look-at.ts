import { coveredByPaint } from './covered-by-paint.ts';
import { readColour, sameColour } from './read-colour.ts';
import type { Scene, Sight } from './scene.ts';

/** Pixels by which text is pushed out of sight; real indents and margins stay far below. */
const PUSHED = -300;
/** The slack that subpixel layout needs. */
const SLACK = 1;

/** What a person sees of an element; null when neither it nor anything in it can be seen, even by scrolling. */
export function lookAt(element: Element, scene: Scene, hasText: boolean): Sight | null {
  if (!element.checkVisibility({ opacityProperty: true })) {
    // An element without a box of its own still shows its children.
    if (scene.view.getComputedStyle(element).display !== 'contents') return null;
  }
  const style = scene.view.getComputedStyle(element);
  const isRoot = element === element.ownerDocument.body || element === element.ownerDocument.documentElement;
  const placed = placeOf(element, style, scene, isRoot);
  if (placed === null) return null;
  const painted = { ...placed, ...backgroundOf(element, style, scene) };
  const shown = style.visibility === 'visible' && (!hasText || readable(element, style, painted));
  return { shown, scene: painted };
}

/** Where it stands: null when it is clipped to nothing, shrunk to nothing, or out of reach of every scroll bar. */
function placeOf(element: Element, style: CSSStyleDeclaration, scene: Scene, isRoot: boolean): Scene | null {
  const positioned = style.position !== 'static';
  const clips = !isRoot && style.overflowX !== 'visible' && !/^(inline|contents)$/.test(style.display);
  const bent = style.transform !== 'none' || style.scale !== 'none';
  const pushed = Number.parseFloat(style.marginLeft) < PUSHED || Number.parseFloat(style.marginTop) < PUSHED;
  if (style.contentVisibility === 'hidden') return null;
  if (style.filter !== 'none' && style.filter.includes('opacity(0)')) return null;
  if (style.clipPath !== 'none' && clipsAll(style.clipPath)) return null;
  if (positioned && style.clip !== 'auto' && clipsToNothing(style.clip)) return null;
  if (isRoot || !(positioned || clips || bent || pushed)) return scene;

  const box = element.getBoundingClientRect();
  const flat = box.width <= SLACK || box.height <= SLACK;
  if (clips && flat) return null;
  if (bent && flat && !flatWithout(element)) return null;
  if (positioned || pushed || bent) {
    if (outOfReach(box, style.position === 'fixed', scene)) return null;
  }
  if (!clips) return scene;
  const scrolls = /auto|scroll/.test(style.overflowX);
  return {
    ...scene,
    left: scene.left + element.scrollLeft,
    top: scene.top + element.scrollTop,
    sideways: scene.sideways || scrolls,
  };
}

/** Whether it would be flat without its transform too, as a mere anchor point for what stands in it is. */
function flatWithout(element: Element): boolean {
  return (
    !('offsetWidth' in element) ||
    (element as HTMLElement).offsetWidth <= SLACK ||
    (element as HTMLElement).offsetHeight <= SLACK
  );
}

function outOfReach(box: DOMRect, fixed: boolean, scene: Scene): boolean {
  const { innerWidth, innerHeight } = scene.view;
  if (fixed) {
    return box.right < 0 || box.bottom < 0 || box.left > innerWidth || box.top > innerHeight;
  }
  if (box.bottom + scene.top < -SLACK) return true;
  const beforeStart = box.right + scene.left < -SLACK;
  const pastEnd = box.left + scene.left > innerWidth + SLACK;
  if (!scene.sideways) return beforeStart || pastEnd;
  return scene.rightToLeft ? pastEnd : beforeStart;
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
  const [top, right, bottom, left] = [1, 2, 3, 4].map((side) => Number(sides[side])) as [
    number,
    number,
    number,
    number,
  ];
  return right - left <= SLACK || bottom - top <= SLACK;
}

function backgroundOf(
  element: Element,
  style: CSSStyleDeclaration,
  scene: Scene,
): Pick<Scene, 'background' | 'inked'> {
  if (style.backgroundImage !== 'none') {
    return { background: null, inked: scene.inked || style.backgroundClip.includes('text') };
  }
  const colour = readColour(style.backgroundColor);
  if (colour?.[3] === 0) return { background: scene.background, inked: scene.inked };
  const background = colour !== null && colour[3] > 0.95 ? { colour, owner: element } : null;
  return { background, inked: scene.inked };
}

/** Whether text directly in the element has a size, a place and a colour that an eye can read. */
function readable(element: Element, style: CSSStyleDeclaration, scene: Scene): boolean {
  if (Number.parseFloat(style.fontSize) < 1 || Number.parseFloat(style.textIndent) < PUSHED) return false;
  const ink = readColour(style.webkitTextFillColor);
  if (ink === null || scene.inked || style.textShadow !== 'none') return true;
  if (ink[3] < 0.05) return false;
  const { background } = scene;
  if (background === null || !sameColour(ink, background.colour)) return true;
  return coveredByPaint(element, background.owner);
}
