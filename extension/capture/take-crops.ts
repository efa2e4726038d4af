import type { Crop } from './capture-messages.ts';
import { isInWindow, isShown } from './choose-pictures.ts';
import type { ShownPicture } from './choose-pictures.ts';

/** Has the window's picture taken and says where pictures stand in it: only those that stood there before and after. */
export async function takeCrops(
  pictures: readonly ShownPicture[],
  takeWindow: () => Promise<boolean>,
): Promise<Crop[]> {
  const before = new Map(cropsOf(pictures).map((crop) => [crop.image, JSON.stringify(crop)]));
  if (before.size === 0 || !(await takeWindow())) return [];
  return cropsOf(pictures).filter((crop) => before.get(crop.image) === JSON.stringify(crop));
}

/** Where those pictures stand that are in the window as a whole, with nothing before them. */
function cropsOf(pictures: readonly ShownPicture[]): Crop[] {
  // Zoomed in by two fingers, the window shows a part of itself.
  if (window.visualViewport?.scale !== 1) return [];
  return pictures.filter(isShown).flatMap(({ image, element }) => {
    const box = element.getBoundingClientRect();
    if (element.ownerDocument !== document || !isInWindow(box) || isCovered(element, box)) return [];
    const { left, top, width, height } = box;
    return [{ image, left, top, width, height }];
  });
}

/** Looks at nine points of it: what stands before a picture may be what a person typed. */
function isCovered(element: HTMLImageElement, { left, top, width, height }: DOMRect): boolean {
  const root = element.getRootNode() as Document | ShadowRoot;
  const parts = [0.02, 0.5, 0.98];
  return parts.some((x) =>
    parts.some((y) => root.elementFromPoint(left + x * width, top + y * height) !== element),
  );
}
