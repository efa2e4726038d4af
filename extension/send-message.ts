import { browser } from 'wxt/browser';
import type { Messages } from './messages.ts';

/** Asks the background one thing and gives its answer; travels as `{ name, request }`. Rejects when no background answers. */
export async function sendMessage<N extends keyof Messages>(
  name: N,
  request: Messages[N][0],
): Promise<Messages[N][1]> {
  const answer: Messages[N][1] = await browser.runtime.sendMessage({ name, request });
  return answer;
}
