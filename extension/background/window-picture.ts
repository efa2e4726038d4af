import { browser } from 'wxt/browser';
import type { CaptureReport, Crop, PageFacts } from '../capture/capture-messages.ts';
import { thumbnailSize, writeThumbnail } from '../capture/write-thumbnail.ts';

type Done = CaptureReport & { kind: 'done' };

/** What a person sees of a tab, as a data URL; null when they look at another tab, or the browser refuses. Nobody keeps it: pictures are cut out of it. */
export async function takeWindow(tab_id: number): Promise<string | null> {
  try {
    const before = await browser.tabs.get(tab_id);
    if (!before.active) return null;
    const picture = await browser.tabs.captureVisibleTab(before.windowId, { format: 'jpeg', quality: 90 });
    return (await browser.tabs.get(tab_id)).active ? picture : null;
  } catch {
    return null;
  }
}

/** A page's facts with small copies of the pictures that only the window's picture shows. Without them the page is as good as before, so nothing here fails. */
export async function withCrops(
  { facts, crops = [], window_width }: Done,
  picture: string | null,
): Promise<PageFacts> {
  if (picture === null || crops.length === 0 || window_width === undefined) return facts;
  try {
    const bitmap = await createImageBitmap(blobOf(picture));
    const copies = new Map<number, string | null>();
    for (const crop of crops) copies.set(crop.image, await cut(bitmap, crop, bitmap.width / window_width));
    bitmap.close();
    const images = (facts.images ?? []).map((image, at) => {
      const thumbnail = copies.get(at) ?? null;
      return thumbnail === null ? image : { ...image, thumbnail };
    });
    return { ...facts, images };
  } catch {
    return facts;
  }
}

function cut(bitmap: ImageBitmap, crop: Crop, scale: number): Promise<string | null> {
  const [left, top, wide, high] = [crop.left, crop.top, crop.width, crop.height].map((px) => px * scale);
  const { width, height } = thumbnailSize(wide ?? 1, high ?? 1);
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext('2d')?.drawImage(bitmap, left ?? 0, top ?? 0, wide ?? 1, high ?? 1, 0, 0, width, height);
  return writeThumbnail(canvas);
}

function blobOf(dataUrl: string): Blob {
  const bytes = atob(dataUrl.slice(dataUrl.indexOf(',') + 1));
  return new Blob([Uint8Array.from(bytes, (character) => character.charCodeAt(0))], { type: 'image/jpeg' });
}
