import { coveredByPaint } from './covered-by-paint.ts';
import { placeOf, PUSHED } from './place-of.ts';
import { readColour, sameColour } from './read-colour.ts';
import type { Scene, Sight } from './scene.ts';

/** What a person sees of an element; null when neither it nor anything in it can be seen, even by scrolling. */
export function lookAt(element: Element, scene: Scene, hasText: boolean): Sight | null {
  if (!element.checkVisibility({ opacityProperty: true })) {
    // An element without a box of its own still shows its children.
    if (scene.view.getComputedStyle(element).display !== 'contents') return null;
  }
  const style = scene.view.getComputedStyle(element);
  const placed = placeOf(element, style, scene);
  if (placed === null) return null;
  const painted = { ...placed, ...backgroundOf(element, style, scene) };
  const shown = style.visibility === 'visible' && (!hasText || readable(element, style, painted));
  return { shown, scene: painted };
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
