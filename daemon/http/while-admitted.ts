import { Failure } from '../failure.ts';

/** Asked again no sooner, in milliseconds: an export hands on thousands of pages a second. */
const ASK_EVERY_MS = 1_000;

/** Hands on a stream for as long as whoever asked for it may come in; then it breaks off with `unauthorized`. */
export async function* whileAdmitted<T>(
  stream: AsyncIterable<T>,
  isAdmitted: () => Promise<boolean>,
  askEveryMs = ASK_EVERY_MS,
): AsyncGenerator<T> {
  let askedAt = performance.now();
  for await (const part of stream) {
    if (performance.now() - askedAt >= askEveryMs) {
      if (!(await isAdmitted())) throw new Failure('unauthorized', 'This token was revoked or changed.');
      askedAt = performance.now();
    }
    yield part;
  }
}
