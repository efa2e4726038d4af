import type { BrowserResponseOf } from '../../shared/contract/browser-endpoints.ts';
import type { RequestOf } from '../../shared/contract/endpoints.ts';
import type { AskableEndpoint, RefusedMessage } from '../messages.ts';
import { LOST_ANSWER } from './lost-answer.ts';
import type { Ask } from './ask.ts';

/** Asks the app one thing of the endpoint table, through whoever answers this screen; never rejects. */
export async function askApp<N extends AskableEndpoint>(
  ask: Ask,
  endpoint: N,
  request: RequestOf<N>,
): Promise<BrowserResponseOf<N> | RefusedMessage> {
  const answer = await ask('ask-daemon', { endpoint, request }).catch(() => LOST_ANSWER);
  return answer as BrowserResponseOf<N> | RefusedMessage;
}
