import { useEffect, useRef, useState } from 'preact/hooks';
import type { RefusedMessage } from '../messages.ts';
import { answerKey } from './answer-key.ts';
import { askQuestion } from './ask-question.ts';
import type { Answer } from './ask-question.ts';
import type { AnswerCache } from './answer-cache.ts';
import type { Ask } from './ask.ts';
import type { SearchNarrowing } from './search-narrowing.ts';

/** Milliseconds without a key before a question is sent. */
const PAUSE_MS = 120;

/** Where a search asks, and where it looks first. */
export interface SearchTools {
  readonly ask: Ask;
  readonly clock: () => Date;
  /** Null where nothing may be kept, as in a private window. */
  readonly cache: AnswerCache | null;
  /** `memoryMark` of now. */
  readonly memory: string | null;
}

export interface Asked {
  /** The newest answer; older ones are dropped however late they come. */
  readonly answer: Answer | null;
  /** Whether it answers what stands in the field, fresh or kept. */
  readonly fits: boolean;
  readonly refused: RefusedMessage | null;
  /** False until the fresh answer is there. */
  readonly settled: boolean;
}

interface Shown {
  /** `answerKey` of the question it was given to. */
  readonly key: string;
  readonly answer: Answer;
}

/** An answer that leaves something out, and says so, is not worth keeping; nor is one that found nothing. */
function isWhole({ kind, found }: Answer): boolean {
  return found.results.length > 0 && (kind === 'pictures' || found.notice === undefined);
}

/** Answers what stands in the field: at once with what is kept, then, after a pause in typing, afresh. Another `round` asks the same again. */
export function useAnswer(
  { ask, clock, cache, memory }: SearchTools,
  question: string,
  narrowing: SearchNarrowing,
  round: number,
): Asked {
  const [shown, setShown] = useState<Shown | null>(null);
  const [refused, setRefused] = useState<RefusedMessage | null>(null);
  const [answered, setAnswered] = useState<string | null>(null);
  const markRef = useRef(memory);
  const key = answerKey(question, narrowing);
  // Not a flag that an effect lowers: the first frame of a new question would still say settled.
  const asking = `${String(round)} ${key}`;
  useEffect(() => {
    markRef.current = memory;
    if (memory !== null) void cache?.keepOnly(memory);
  }, [cache, memory]);

  useEffect(() => {
    let newest = true;
    const paintKept = async () => {
      const kept = markRef.current === null ? null : await cache?.read(key, markRef.current);
      if (!newest || kept === null || kept === undefined) return;
      const { exact, answer } = kept;
      // What was asked in full before may stand in for its beginning, but pushes nothing away.
      setShown((before) => (exact || before === null ? { key: exact ? key : '', answer } : before));
    };
    const askAfresh = async () => {
      const reply = await askQuestion(ask, question, narrowing, clock());
      if (!newest) return;
      newest = false;
      setAnswered(asking);
      if ('refused' in reply) return setRefused(reply);
      setRefused(null);
      setShown({ key, answer: reply });
      if (markRef.current !== null && isWhole(reply)) await cache?.keep(key, markRef.current, reply);
    };
    setAnswered(null);
    if (question === '') {
      setShown(null);
      setRefused(null);
      return undefined;
    }
    void paintKept();
    const pause = setTimeout(() => void askAfresh(), PAUSE_MS);
    return () => {
      newest = false;
      clearTimeout(pause);
    };
  }, [ask, clock, cache, question, narrowing, key, asking]);

  const settled = question === '' || answered === asking;
  return { answer: shown?.answer ?? null, fits: shown?.key === key, refused, settled };
}
