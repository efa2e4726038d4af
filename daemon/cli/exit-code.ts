import type { FailureCode } from '../../shared/contract/failure.ts';
import { Failure } from '../failure.ts';
import { DaemonAway } from './daemon-away.ts';

/** What a script learns from the process alone (SURFACE.md 2). */
export const EXIT = { done: 0, failed: 1, usage: 2, unreachable: 3, refused: 4, partly: 5 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** This door's one table from codes to exits; a code that is not listed means that it failed. */
const EXITS: Readonly<Partial<Record<FailureCode, ExitCode>>> = {
  'bad-input': EXIT.usage,
  'too-long': EXIT.usage,
  'url-invalid': EXIT.usage,
  unauthorized: EXIT.refused,
  forbidden: EXIT.refused,
  scope: EXIT.refused,
  blocked: EXIT.refused,
  sensitive: EXIT.refused,
  forgotten: EXIT.refused,
  'address-forbidden': EXIT.refused,
  'pairing-refused': EXIT.refused,
  'pairing-closed': EXIT.refused,
  'wrong-host': EXIT.refused,
  locked: EXIT.refused,
};

/** The exit code for whatever was thrown. */
export function exitCodeOf(error: unknown): ExitCode {
  if (error instanceof DaemonAway) return EXIT.unreachable;
  if (error instanceof Failure) return EXITS[error.code] ?? EXIT.failed;
  return EXIT.failed;
}
