import type { FoundImage } from '../../shared/contract/image.ts';

/** What a picture shows, in the page's words: its caption, else its description, else the page's title. */
export function sayPicture({ caption, alt, title, page_title, page_url }: FoundImage): string {
  return [caption, alt, title, page_title].find((words) => words.trim() !== '') ?? page_url;
}
