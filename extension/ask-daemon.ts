import type { ResponseOf } from '../shared/contract/endpoints.ts';
import type { AskDaemon, RefusedMessage } from './messages.ts';
import { sendMessage } from './send-message.ts';

/** Asks the app through the background, which has the connection. */
export const askDaemon: AskDaemon = async (endpoint, request) =>
  (await sendMessage('ask-daemon', { endpoint, request })) as ResponseOf<typeof endpoint> | RefusedMessage;
