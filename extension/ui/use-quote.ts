import { useEffect, useRef, useState } from 'preact/hooks';
import type { QuotedAnswer } from '../../shared/contract/passage.ts';
import type { TargetAnswer } from '../../shared/contract/target.ts';
import { answerKey } from './answer-key.ts';
import { askApp } from './ask-app.ts';
import { isQuestion } from './is-question.ts';
import { narrowPages } from './narrow-pages.ts';
import type { Ask } from './ask.ts';
import type { Search } from './use-search.ts';

/** Milliseconds an answer stands before its sentences are read: whoever types on does not pay for it. */
const PAUSE_MS = 250;

/** The sentence that answers; `looking` while it is looked for, null where there is none to be had. */
export type Quote = QuotedAnswer | 'looking' | null;

/** Asks for the closest sentence once the pages of a question are shown, and never before. */
export function useQuote(ask: Ask, search: Search, found: TargetAnswer, now: Date): Quote {
  const { narrowing, settled, fits } = search;
  const [shown, setShown] = useState<{ key: string; quote: Quote }>({ key: '', quote: null });
  const nowRef = useRef(now);
  useEffect(() => {
    nowRef.current = now;
  });
  const { query } = found;
  const wanted = narrowing.lookIn === 'text' && found.evidence?.found === true && isQuestion(query);
  const key = answerKey(query, narrowing);
  const ready = wanted && settled && fits && shown.key !== key;

  useEffect(() => {
    if (!ready) return undefined;
    let newest = true;
    const look = async () => {
      const pages = narrowPages(query, narrowing, nowRef.current);
      const answer = await askApp(ask, 'search', { ...pages, limit: 1, answers: 1 });
      if (newest) setShown({ key, quote: 'refused' in answer ? null : (answer.answers?.[0] ?? null) });
    };
    const pause = setTimeout(() => void look(), PAUSE_MS);
    return () => {
      newest = false;
      clearTimeout(pause);
    };
  }, [ask, ready, key, query, narrowing]);

  if (!wanted) return null;
  return shown.key === key ? shown.quote : 'looking';
}
