import { Failure } from '../failure.ts';
import { oneLine } from './plain-characters.ts';
import { findPortHolder } from './port-holder.ts';

/** Says who holds a port that is taken; the daemon itself only knows whether it is another Pagekeep. Other errors come back as they are. */
export function explainTaken(error: unknown, port: number): Error {
  if (!(error instanceof Failure) || error.code !== 'in-use') {
    return error instanceof Error ? error : new Error(String(error));
  }
  const holder = findPortHolder(port);
  const program = error.details?.['by'] === 'pagekeep' ? 'another Pagekeep' : 'another program';
  const who = holder === null ? program : `${program}: ${oneLine(holder.name)}, pid ${holder.pid}`;
  const sentence = `Port ${port} is taken by ${who}. Stop it, or choose another port with --port.`;
  return new Failure('in-use', sentence, { cause: error });
}
