import { setPriority } from 'node:os';

/**
 * Work that gives way to questions, and one to the other. At 5 and 10 a question waited out the turn of what it woke up beside:
 * p95 while a site is crawled eight pages at once 1.6 times that of a quiet daemon, at these 1.2 to 1.4 (bench crawl-search).
 */
const NICENESS = { read: 15, embed: 19 } as const;

/** Lets this thread give way. Only Linux counts that by thread: elsewhere it would slow the whole daemon, and is left out. */
export function lowerThread(work: keyof typeof NICENESS): void {
  if (process.platform === 'linux') setPriority(0, NICENESS[work]);
}
