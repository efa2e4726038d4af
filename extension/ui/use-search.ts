import { useCallback, useEffect, useState } from 'preact/hooks';
import type { ImageFormat } from '../../shared/contract/image-format.ts';
import { EVERYTHING } from './search-narrowing.ts';
import { useAnswer } from './use-answer.ts';
import type { Answer } from './ask-question.ts';
import type { Asked, SearchTools } from './use-answer.ts';
import type { SearchNarrowing } from './search-narrowing.ts';

/** What the chips offer: tags, sites and formats of what this question found. */
export interface Facets {
  readonly tags: readonly string[];
  readonly sites: readonly string[];
  readonly formats: readonly ImageFormat[];
}

export interface Search extends Asked {
  readonly question: string;
  readonly narrowing: SearchNarrowing;
  readonly facets: Facets;
  readonly ask: (question: string) => void;
  readonly narrow: (narrowing: SearchNarrowing) => void;
  /** Asks again at once, as after a page was forgotten. */
  readonly again: () => void;
}

const NO_FACETS: Facets = { tags: [], sites: [], formats: [] };

function joined<T>(kept: readonly T[], found: readonly T[]): T[] {
  return [...new Set([...kept, ...found])];
}

function withFacetsOf({ kind, found }: Answer, { tags, sites, formats }: Facets): Facets {
  const seen = joined(
    sites,
    found.results.map((one) => one.domain),
  );
  if (kind === 'pages') {
    const pageTags = found.results.flatMap((page) => page.tags);
    return { tags: joined(tags, pageTags), sites: seen, formats };
  }
  const shown = found.results.flatMap(({ format }) => (format === null ? [] : [format]));
  return { tags, sites: seen, formats: joined(formats, shown) };
}

/** Searches as a person types, from the question `start` on, with the chips that limit the search. */
export function useSearch(tools: SearchTools, start = ''): Search {
  const [question, setQuestion] = useState(start);
  const [narrowing, setNarrowing] = useState(EVERYTHING);
  const [round, setRound] = useState(0);
  const [facets, setFacets] = useState({ of: '', ...NO_FACETS });
  const trimmed = question.trim();
  const askFor = useCallback((words: string) => {
    setQuestion(words);
    setNarrowing((kept) => (kept.asTyped ? { ...kept, asTyped: false } : kept));
  }, []);
  const asked = useAnswer(tools, trimmed, narrowing, round);

  const { answer, fits } = asked;
  useEffect(() => {
    if (answer === null || !fits) return;
    setFacets((kept) => ({ of: trimmed, ...withFacetsOf(answer, kept.of === trimmed ? kept : NO_FACETS) }));
  }, [answer, fits, trimmed]);

  return {
    ...asked,
    question,
    narrowing,
    facets,
    ask: askFor,
    narrow: setNarrowing,
    again: () => setRound((rounds) => rounds + 1),
  };
}
