import { useEffect, useRef, useState } from 'preact/hooks';
import type { RefusedMessage } from '../messages.ts';
import type { SearchAnswer } from '../../shared/contract/passage.ts';
import { EVERYTHING } from './search-narrowing.ts';
import { LOST_ANSWER } from './lost-answer.ts';
import { toSearchRequest } from './to-search-request.ts';
import type { Ask } from './ask.ts';
import type { SearchNarrowing } from './search-narrowing.ts';

/** Milliseconds without a key before a question is sent. */
const PAUSE_MS = 120;

/** The tags and sites the chips offer: those of the pages this question found. */
export interface Facets {
  readonly tags: readonly string[];
  readonly sites: readonly string[];
}

export interface Search {
  readonly question: string;
  readonly narrowing: SearchNarrowing;
  /** The newest answer; older ones are dropped however late they come. */
  readonly answer: SearchAnswer | null;
  readonly refused: RefusedMessage | null;
  /** False while the answer shown belongs to an earlier question. */
  readonly settled: boolean;
  readonly facets: Facets;
  readonly ask: (question: string) => void;
  readonly narrow: (narrowing: SearchNarrowing) => void;
  /** Asks again at once, as after a page was forgotten. */
  readonly again: () => void;
}

const NO_FACETS: Facets = { tags: [], sites: [] };

function facetsOf(answer: SearchAnswer, kept: Facets): Facets {
  return {
    tags: [...new Set([...kept.tags, ...answer.results.flatMap((found) => found.tags)])],
    sites: [...new Set([...kept.sites, ...answer.results.map((found) => found.domain)])],
  };
}

/** Searches as a person types: waits for a pause, sends one question, and shows only the newest answer. */
export function useSearch(ask: Ask, clock: () => Date): Search {
  const [question, setQuestion] = useState('');
  const [narrowing, setNarrowing] = useState(EVERYTHING);
  const [round, setRound] = useState(0);
  const [answer, setAnswer] = useState<SearchAnswer | null>(null);
  const [refused, setRefused] = useState<RefusedMessage | null>(null);
  const [settled, setSettled] = useState(true);
  const [facets, setFacets] = useState(NO_FACETS);
  const facetsFor = useRef('');

  useEffect(() => {
    const asked = question.trim();
    if (asked === '') {
      setAnswer(null);
      setRefused(null);
      setSettled(true);
      return undefined;
    }
    let newest = true;
    setSettled(false);
    const pause = setTimeout(() => {
      void (async () => {
        const reply = await ask('search', toSearchRequest(asked, narrowing, clock())).catch(
          () => LOST_ANSWER,
        );
        if (!newest) return;
        setSettled(true);
        if ('refused' in reply) return setRefused(reply);
        setRefused(null);
        setAnswer(reply);
        setFacets((kept) => facetsOf(reply, facetsFor.current === asked ? kept : NO_FACETS));
        facetsFor.current = asked;
      })();
    }, PAUSE_MS);
    return () => {
      newest = false;
      clearTimeout(pause);
    };
  }, [ask, clock, question, narrowing, round]);

  return {
    question,
    narrowing,
    answer,
    refused,
    settled,
    facets,
    ask: setQuestion,
    narrow: setNarrowing,
    again: () => setRound((rounds) => rounds + 1),
  };
}
