import type { SuggestRequest } from '../../shared/contract/tag.ts';
import { Failure } from '../failure.ts';
import { urlWords } from '../index/url-words.ts';
import type { StoredPage } from '../store/rows.ts';

/** What a page is about: what is said of it, else what is kept, else the words of its address. `bad-input` where nothing says it. */
export function aboutPage(
  said: Pick<SuggestRequest, 'url' | 'title' | 'text'>,
  page: StoredPage | null,
): string {
  const words = [said.title ?? page?.title, said.text ?? page?.snippet].join('\n').trim();
  const text = words === '' ? urlWords(said.url ?? '') : words;
  if (text !== '') return text;
  throw new Failure('bad-input', 'Say what the page is about: its url, title or text.');
}
