import { Failure } from '../failure.ts';
import { readBookmarks } from './read-bookmarks.ts';
import { readCsv } from './read-csv.ts';
import type { ImportItem } from './read-import.ts';
import { readJsonBookmarks } from './read-json-bookmarks.ts';
import { readSavedPage } from './read-saved-page.ts';

/** What stands in a file of another program, told by its beginning. Throws `bad-input` for one that is not known. */
export function* readForeign(text: string): Generator<ImportItem> {
  const start = text.slice(0, 4096).trimStart();
  if (start === '') throw new Failure('bad-input', 'This file is empty.');
  if (/^(?:<!doctype|<html|<!--|<meta|<h1|<title|<dl)/i.test(start)) {
    const page = readSavedPage(text);
    if (page !== null) yield page;
    else yield* addresses(readBookmarks(text), text);
  } else if (/^[[{]/.test(start)) yield* addresses(readJsonBookmarks(text), text);
  else if (/^[^\n]*\burl\b[^\n]*,|^[^\n]*,[^\n]*\burl\b/i.test(start)) yield* addresses(readCsv(text), text);
  else yield* addresses(readList(text), text);
}

type Address = Extract<ImportItem, { kind: 'address' }>['address'];

function* addresses(found: readonly Address[], text: string): Generator<ImportItem> {
  if (found.length === 0) throw unknown(text);
  const seen = new Set<string>();
  for (const address of found) {
    if (seen.has(address.url)) continue;
    seen.add(address.url);
    yield { kind: 'address', address };
  }
}

/** One address a line; every line has to be one, or the file is something else. */
function readList(text: string): Address[] {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
  if (!lines.every((line) => /^https?:\/\/\S+$/i.test(line))) return [];
  return lines.map((url) => ({ url, title: '', tags: [], note: null }));
}

function unknown(text: string): Failure {
  const what = text.trimStart().startsWith('<')
    ? 'This page does not say where it is from, and it holds no bookmarks.'
    : '';
  return new Failure(
    'bad-input',
    what ||
      'This file is of no known kind: an export of Pagekeep, bookmarks, an export of Pocket, Instapaper, Karakeep or Linkwarden, a saved page, or one address a line.',
  );
}
