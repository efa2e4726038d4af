import { browser } from 'wxt/browser';
import type { Browser } from 'wxt/browser';
import { LIMITS } from '../../shared/contract/limits.ts';
import { sliceWhole } from '../../shared/page/slice-whole.ts';
import { callDaemon, isRefusal } from '../daemon-client/call-daemon.ts';
import { readConnection } from '../daemon-client/connection.ts';
import { openExtensionPage } from '../open-extension-page.ts';
import { askInLibrary } from '../ask-in-library.ts';
import { pageAddress } from './page-address.ts';
import { describePassage, PLAIN_TEXT, XML } from './suggestion.ts';

type Suggestion = Browser.omnibox.SuggestResult;
type Disposition = `${Browser.omnibox.OnInputEnteredDisposition}`;

/** Milliseconds without a key before a question is sent. */
const PAUSE_MS = 120;
const SUGGESTIONS = 6;

const wording = import.meta.env.FIREFOX ? PLAIN_TEXT : XML;

let newest = 0;

/** Answers questions typed after `pk` in the address bar. */
export function answerAddressBar(): void {
  browser.omnibox.onInputChanged.addListener((text, suggest) => void suggestPassages(text, suggest));
  browser.omnibox.onInputEntered.addListener((text, disposition) => void enter(text, disposition));
}

/** Suggests the best passages for what is typed; an answer that a later key has overtaken is dropped. */
async function suggestPassages(text: string, suggest: (suggestions: Suggestion[]) => void): Promise<void> {
  const turn = ++newest;
  const query = sliceWhole(text.trim(), 0, LIMITS.questionCharacters);
  sayFirst(query === '' ? 'Search Pagekeep' : `Search Pagekeep for “${query}”`);
  if (query === '') return suggest([]);
  await new Promise((later) => setTimeout(later, PAUSE_MS));
  if (turn !== newest) return;
  const answer = await callDaemon('search', { query, limit: SUGGESTIONS, typing: true });
  if (turn !== newest) return;
  if (isRefusal(answer)) sayFirst(answer.sentence);
  suggest(
    isRefusal(answer)
      ? []
      : answer.results.map((found) => ({
          content: found.jump_url,
          description: describePassage(found, wording),
        })),
  );
}

/** Opens the chosen passage; a question without a choice is asked in the library. */
async function enter(text: string, disposition: Disposition): Promise<void> {
  newest += 1;
  if (pageAddress(text) !== null) return openAs(text, disposition);
  if ((await readConnection()) === null) return openExtensionPage('connect.html');
  await askInLibrary(sliceWhole(text.trim(), 0, LIMITS.questionCharacters));
}

async function openAs(url: string, disposition: Disposition): Promise<void> {
  if (disposition === 'currentTab') await browser.tabs.update({ url });
  else await browser.tabs.create({ url, active: disposition === 'newForegroundTab' });
}

/** The first line stands for what was typed, without a choice. */
function sayFirst(sentence: string): void {
  void browser.omnibox.setDefaultSuggestion({ description: wording.plain(sentence) });
}
