import { browserEndpoints } from '../../shared/contract/browser-endpoints.ts';
import type { BrowserEndpointName, BrowserResponseOf } from '../../shared/contract/browser-endpoints.ts';
import type { RequestOf } from '../../shared/contract/endpoints.ts';
import { CONTRACT_VERSION } from '../../shared/contract/version.ts';
import type { AppState, Messages, RefusedMessage } from '../messages.ts';
import { exchange, isRefusal, isUnknownBearer, NOT_CONNECTED } from './exchange.ts';
import type { Refusal } from './exchange.ts';
import { thumbnailAddress } from './thumbnail-address.ts';
import { dropSession, keepSession, readSession } from './session.ts';

type Answers = { readonly [N in keyof Messages]?: (request: Messages[N][0]) => Promise<Messages[N][1]> };

const CLIENT_NAME = 'Library page';
/** For so long a page is hidden before it is removed. */
const UNDO_S = 10;

const ANSWERS: Answers = {
  'app-state': appState,
  'ask-daemon': ({ endpoint, request }) => callOwnOrigin(endpoint, request as RequestOf<typeof endpoint>),
  thumbnail: async ({ image_id }) => thumbnailAddress(await callOwnOrigin('thumbnail', { id: image_id })),
  'open-passage': async ({ url }) => {
    window.open(url, '_blank', 'noopener,noreferrer');
    return { opened: true };
  },
  forget: async ({ url }) => {
    const receipt = await callOwnOrigin('forgetMany', { url, delay_s: UNDO_S });
    if (isRefusal(receipt) || !('receipt_id' in receipt)) return receipt as RefusedMessage;
    const { pages: forgotten, receipt_id, job_id = null } = receipt;
    return { forgotten, receipt_id, job_id };
  },
  'undo-forget': async ({ job_id }) => {
    const undone = await callOwnOrigin('undoForget', { id: job_id });
    return isRefusal(undone) ? undone : { restored: undone.pages };
  },
  pair: ({ port: _port, ...proof }) => claim(proof),
  unpair: disconnect,
};

/** Stands in for the extension's background on a page that the app itself serves: what it can answer it asks the page's own origin, and rejects the rest. */
export async function askOwnOrigin<N extends keyof Messages>(
  name: N,
  request: Messages[N][0],
): Promise<Messages[N][1]> {
  const answer = ANSWERS[name];
  if (answer === undefined) throw new Error(`A page that the app serves cannot do this: ${name}.`);
  return answer(request);
}

async function callOwnOrigin<N extends BrowserEndpointName>(
  name: N,
  request: RequestOf<N>,
): Promise<BrowserResponseOf<N> | Refusal> {
  const session = readSession();
  if (browserEndpoints[name].scope !== null && session === null) return NOT_CONNECTED;
  const answer = await exchange(browserEndpoints, name, request, {
    origin: location.origin,
    token: session?.token ?? null,
  });
  if (name !== 'pair' && isRefusal(answer) && isUnknownBearer(answer)) {
    dropSession();
    return NOT_CONNECTED;
  }
  return answer;
}

async function appState(): Promise<AppState> {
  const [health, stats] = await Promise.all([callOwnOrigin('health', {}), callOwnOrigin('stats', {})]);
  const locked = !isRefusal(health) && health.locked === true;
  return {
    paired: readSession() !== null,
    running: !isRefusal(health) && !locked,
    locked,
    ready: !isRefusal(health) && health.ready,
    pages: isRefusal(stats) ? null : stats.total_pages,
    last_captured_at: isRefusal(stats) ? null : stats.last_captured_at,
    to_redo: isRefusal(stats) ? null : stats.pending_embeddings + stats.sync_metrics.pending_changes,
    waiting: 0,
  };
}

async function claim(
  proof: { digits: string } | { code: string },
): Promise<{ paired: true } | RefusedMessage> {
  const client = await callOwnOrigin('pair', { ...proof, name: CLIENT_NAME });
  if (isRefusal(client)) return client;
  if (client.contract !== CONTRACT_VERSION) {
    const sentence = 'This page is older than the Pagekeep app. Load it again.';
    return { refused: true, code: 'conflict', sentence };
  }
  keepSession(client);
  return { paired: true };
}

async function disconnect(): Promise<{ paired: false }> {
  const session = readSession();
  if (session !== null) await callOwnOrigin('revokeToken', { client_id: session.client_id });
  dropSession();
  return { paired: false };
}
