import { browserEndpoints } from '../shared/contract/browser-endpoints.ts';
import { callTable } from './daemon-client/call-table.ts';
import type { Messages } from './messages.ts';
import { sendMessage } from './send-message.ts';

/** Asks for a page of the extension: the app itself where it is the app that answers, else the background. */
export async function askAsPage<N extends keyof Messages>(
  name: N,
  request: Messages[N][0],
): Promise<Messages[N][1]> {
  if (name !== 'ask-daemon') return sendMessage(name, request);
  const asked = request as Messages['ask-daemon'][0];
  return (await callTable(browserEndpoints, asked.endpoint, asked.request as never)) as Messages[N][1];
}
