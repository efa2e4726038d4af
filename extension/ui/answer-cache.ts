import type { Answer } from './ask-question.ts';

/** A kept answer; `exact` where it was given to this very question, else to one that begins with it. */
export interface KeptAnswer {
  readonly answer: Answer;
  readonly exact: boolean;
}

/** Answers to questions asked before, painted until the fresh one comes. Keys are of `answerKey`, `memory` of `memoryMark`; nothing here rejects. */
export interface AnswerCache {
  /** Null when this memory has given no answer to such a question lately. */
  readonly read: (key: string, memory: string) => Promise<KeptAnswer | null>;
  readonly keep: (key: string, memory: string, answer: Answer) => Promise<void>;
  /** Removes what another memory answered. */
  readonly keepOnly: (memory: string) => Promise<void>;
}
