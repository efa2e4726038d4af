import type { NamedPage } from '../named-page.ts';

/** What a person calls a page: its title, else its address. */
export function titleOf({ title, url }: NamedPage): string {
  return title.trim() === '' ? url : title;
}
