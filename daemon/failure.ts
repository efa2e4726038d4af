import type { FailureCode } from '../shared/contract/failure.ts';

/** What people are told of a fault of the app itself. */
export const WENT_WRONG = 'Something went wrong inside Pagekeep; its log says what.';

/** Something a person can act on: a code for programs, one plain sentence for people, optional facts, and the cause for the log. */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly code: FailureCode;
  readonly details: Readonly<Record<string, unknown>> | undefined;

  constructor(
    code: FailureCode,
    sentence: string,
    more: { details?: Readonly<Record<string, unknown>>; cause?: unknown } = {},
  ) {
    super(sentence, more.cause === undefined ? undefined : { cause: more.cause });
    this.code = code;
    this.details = more.details;
  }
}
