import type { PageFacts } from '../capture/capture-messages.ts';

/** A page's facts with the picture a person pointed at before all others, added where the page's script did not see it. Pictures without an address on the web stay where they are. */
export function pictureFirst(facts: PageFacts, picture: string | undefined): PageFacts {
  const address = URL.parse(picture ?? '');
  if (address === null || !/^https?:$/.test(address.protocol)) return facts;
  const images = facts.images ?? [];
  const known = images.find((image) => image.src === address.href);
  const pointedAt = { ...known, src: address.href, chosen: true };
  return { ...facts, images: [pointedAt, ...images.filter((image) => image.src !== address.href)] };
}
