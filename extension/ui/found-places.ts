import type { FoundImage } from '../../shared/contract/image.ts';
import type { FoundPassage } from '../../shared/contract/passage.ts';
import { byTagsOnly } from './by-tags-only.ts';
import { pictureAddress } from './picture-address.ts';
import type { Answer } from './ask-question.ts';

/** A place in a saved page that a search led to. */
export interface FoundPlace {
  /** Tells it from the other places of one answer. */
  readonly id: number;
  readonly page_id: number;
  readonly title: string;
  /** The page's own address, and the one that opens it at this place. */
  readonly url: string;
  readonly address: string;
  /** Null where the answer does not say. */
  readonly tags: readonly string[] | null;
}

function ofPassage({ page_id, title, url, jump_url, tags }: FoundPassage): FoundPlace {
  return { id: page_id, page_id, title, url, address: jump_url, tags };
}

function ofPicture(image: FoundImage): FoundPlace {
  const { image_id, page_id, page_title, page_url } = image;
  const address = pictureAddress(image);
  return { id: image_id, page_id, title: page_title, url: page_url, address, tags: null };
}

/** The places of an answer in the order they are shown; `widened`: with those that only tags brought. */
export function foundPlaces(answer: Answer | null, widened: boolean): FoundPlace[] {
  if (answer === null) return [];
  if (answer.kind === 'pictures') return answer.found.results.map(ofPicture);
  return answer.found.results.filter((found) => widened || !byTagsOnly(found)).map(ofPassage);
}
