import { Failure } from '../failure.ts';
import type { DaemonLink } from './find-daemon.ts';
import { PRODUCT_VERSION } from './package-root.ts';

/** Whether an answer has the shape of any Pagekeep's, of whichever version. */
export function isPagekeep(answer: unknown): boolean {
  if (typeof answer !== 'object' || answer === null) return false;
  return ('success' in answer && 'timestamp' in answer) || ('status' in answer && 'ready' in answer);
}

/** What to do where a Pagekeep of another version answers; `running` is what it says of itself, null where it says nothing. */
export function otherVersion({ remote, host }: DaemonLink, running: string | null): Failure {
  const theirs = running === null ? 'of another version' : `version ${running}`;
  const next =
    remote === true
      ? `Install the same version on ${host} and here.`
      : 'Stop it with pagekeep stop, then start it again.';
  return new Failure(
    'conflict',
    `The Pagekeep that runs is ${theirs}, this command is ${PRODUCT_VERSION}. ${next}`,
  );
}
