import type { ListedPage, PageEdit } from '../../../shared/contract/page.ts';
import { askApp } from '../ask-app.ts';
import { LOST_ANSWER } from '../lost-answer.ts';
import { sayCount } from '../say-count.ts';
import type { Ask } from '../ask.ts';
import type { NamedPage } from '../named-page.ts';
import { sayForgotten } from './say-receipt.ts';

/** What became of a change to several pages, with its sentence. */
export interface Changed {
  readonly done: number;
  readonly words: string;
  /** What takes it back. */
  readonly jobs?: readonly string[];
}

/** Changes pages one after the other; stops at the first refusal and says how far it came. */
export async function changePages(
  ask: Ask,
  pages: readonly ListedPage[],
  editOf: (page: ListedPage) => PageEdit,
): Promise<Changed> {
  let done = 0;
  for (const page of pages) {
    const answer = await askApp(ask, 'editPage', { id: page.page_id, ...editOf(page) });
    if ('refused' in answer) return { done, words: soFar('Changed', done, answer.sentence) };
    done += 1;
  }
  return { done, words: `Changed ${sayCount(done, 'page')}.` };
}

/** Forgets pages one after the other, each with its receipt; stops at the first refusal and says how far it came. */
export async function forgetPages(ask: Ask, pages: readonly NamedPage[]): Promise<Changed> {
  let done = 0;
  const receipts: string[] = [];
  const jobs: string[] = [];
  for (const page of pages) {
    const answer = await ask('forget', { url: page.url }).catch(() => LOST_ANSWER);
    if ('refused' in answer) return { done, jobs, words: soFar('Forgot', done, answer.sentence) };
    if (answer.forgotten > 0) receipts.push(answer.receipt_id);
    if (answer.job_id !== null) jobs.push(answer.job_id);
    done += 1;
  }
  return { done, jobs, words: sayForgotten(receipts.length, receipts) };
}

function soFar(did: string, count: number, sentence: string): string {
  return count === 0 ? sentence : `${did} ${sayCount(count, 'page')}, then: ${sentence}`;
}
