import { useCallback, useEffect, useRef } from 'preact/hooks';
import { readPlace } from './library-place.ts';

type AskQuestion = (question: string) => void;

/** Asks what the address says whenever the browser led to another one (`visit` counts that); what is being typed is never overtaken by it. */
export function useAskedByAddress(visit: number): {
  takeQuestions: (ask: AskQuestion) => void;
  ask: AskQuestion;
} {
  const askRef = useRef<AskQuestion>(() => undefined);
  useEffect(() => {
    if (visit > 0) askRef.current(readPlace(location.hash).question);
  }, [visit]);
  const takeQuestions = useCallback((ask: AskQuestion) => {
    askRef.current = ask;
  }, []);
  return { takeQuestions, ask: (question) => askRef.current(question) };
}
