import { browser } from 'wxt/browser';
import type { PageState } from '../messages.ts';
import { LIMITS } from '../../shared/contract/limits.ts';
import { sliceWhole } from '../../shared/page/slice-whole.ts';
import { stripInvisible } from '../../shared/page/strip-invisible.ts';
import { lookUp } from './look-at-tab.ts';
import { pageAddress } from './page-address.ts';
import { PLAIN, rememberPage } from './remember-page.ts';

/** Remembers the page of a tab with the words selected in it, quoted as its note where it has none. */
export async function rememberSelection(tab_id: number, selectionText: string): Promise<PageState> {
  const { url, incognito } = await browser.tabs.get(tab_id);
  const selection = stripInvisible(selectionText).trim();
  const address = incognito ? null : pageAddress(url);
  const known = address === null ? null : await lookUp(address);
  // While the app is away nobody knows whether a person wrote a note: it is not put at risk.
  const isFree = known !== null && (known.page?.note ?? '') === '';
  const note = isFree && selection !== '' ? quoted(selection) : '';
  return rememberPage(tab_id, { ...PLAIN, note, selection });
}

/** The selection as a note, within the limit of one. */
export function quoted(selection: string): string {
  const room = LIMITS.noteCharacters - 2;
  const cut = selection.length > room ? `${sliceWhole(selection, 0, room - 1).trimEnd()}…` : selection;
  return `“${cut}”`;
}
