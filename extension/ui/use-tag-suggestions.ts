import { useEffect, useState } from 'preact/hooks';
import { tagKey } from '../../shared/contract/tag-key.ts';
import { LIMITS } from '../../shared/contract/limits.ts';
import { askApp } from './ask-app.ts';
import type { Ask } from './ask.ts';
import type { NamedPage } from './named-page.ts';

/** Suggestions shown: one row. */
const SHOWN = 4;
/** Asked for, since some of them may be on the page already. */
const ASKED = 20;
/** Milliseconds without a key before tags that begin so are looked for. */
const PAUSE_MS = 120;

async function suggest(ask: Ask, { url, title }: NamedPage): Promise<string[]> {
  const cut = title.slice(0, LIMITS.titleCharacters).toWellFormed();
  const found = await askApp(ask, 'suggestTags', { url, title: cut, limit: ASKED });
  return 'refused' in found ? [] : found.suggestions.map(({ tag }) => tag);
}

async function complete(ask: Ask, typing: string): Promise<string[]> {
  const prefix = typing.slice(0, LIMITS.tagCharacters).toWellFormed();
  const found = await askApp(ask, 'tags', { prefix, limit: ASKED });
  return 'refused' in found ? [] : found.tags.map(({ tag }) => tag);
}

/** Tags to offer for a page: of pages like it, or, once something is typed, those that begin so. None that it has. */
export function useTagSuggestions(
  ask: Ask,
  { url, title }: NamedPage,
  tags: readonly string[],
  typing: string,
): string[] {
  const [offered, setOffered] = useState<readonly string[]>([]);
  const begun = typing.trim();
  useEffect(() => {
    let newest = true;
    const look = async () => {
      const found = await (begun === '' ? suggest(ask, { url, title }) : complete(ask, begun));
      if (newest) setOffered(found);
    };
    const pause = setTimeout(() => void look(), begun === '' ? 0 : PAUSE_MS);
    return () => {
      newest = false;
      clearTimeout(pause);
    };
  }, [ask, url, title, begun]);
  const has = new Set(tags.map(tagKey));
  return offered.filter((tag) => !has.has(tagKey(tag))).slice(0, SHOWN);
}
