import type { RenderedPage } from '../crawl/renderer.ts';
import { Failure } from '../failure.ts';

/** Does something with a page; where it turns out to be empty, says what may have been the reason: nobody was there to run its scripts. */
export async function explainEmpty<T>(
  { notice }: Pick<RenderedPage, 'notice'>,
  work: Promise<T>,
): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    if (!(cause instanceof Failure) || cause.code !== 'empty-page' || notice === undefined) throw cause;
    throw new Failure(cause.code, `${cause.message} ${notice}`, { cause });
  }
}
