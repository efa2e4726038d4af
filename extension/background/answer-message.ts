import { browser } from 'wxt/browser';
import type { Browser } from 'wxt/browser';
import * as z from 'zod/mini';
import { plainText, retentionPolicy, tags } from '../../shared/contract/fields.ts';
import { LIMITS } from '../../shared/contract/limits.ts';
import { DEFAULT_PORT } from '../../shared/contract/version.ts';
import { callDaemon } from '../daemon-client/call-daemon.ts';
import { fetchThumbnail } from '../daemon-client/fetch-thumbnail.ts';
import { pair } from '../daemon-client/pair.ts';
import { unpair } from '../daemon-client/unpair.ts';
import { ASKED_BY_POPUP } from '../messages.ts';
import type { Messages, RefusedMessage } from '../messages.ts';
import { appState } from './app-state.ts';
import { blockSite } from './block-site.ts';
import { deliverWaiting } from './deliver-waiting.ts';
import { forgetPage, lastForgotten, undoForget } from './forget-page.ts';
import { lookAtTab } from './look-at-tab.ts';
import { lookForChange } from './look-for-change.ts';
import { pageAddress } from './page-address.ts';
import { rememberLink } from './remember-link.ts';
import { cancelRemember, rememberPage } from './remember-page.ts';
import { showAppBadge } from './show-badge.ts';
import { tellConnectPages } from './tell-connect-page.ts';
import { outbox } from './waiting-room.ts';

type Answers = { readonly [N in keyof Messages]: (request: Messages[N][0]) => Promise<Messages[N][1]> };

type PopupEndpoint = (typeof ASKED_BY_POPUP)[number];

const nothing = z.object({});
const tab = z.object({ tab_id: z.number() });
const port = z.optional(z.number());

const REQUESTS: Record<keyof Messages, z.ZodMiniType> = {
  'app-state': nothing,
  'page-state': tab,
  remember: z.extend(tab, {
    tags,
    note: plainText(LIMITS.noteCharacters, 'The note'),
    retention_policy: retentionPolicy,
    text_only: z.optional(z.boolean()),
    allow_blocked: z.optional(z.boolean()),
    allow_sensitive: z.optional(z.boolean()),
  }),
  'cancel-remember': tab,
  'remember-link': z.extend(tab, { url: z.optional(z.string()) }),
  'never-remember': tab,
  'look-for-change': tab,
  'ask-daemon': z.object({ endpoint: z.enum(ASKED_BY_POPUP), request: z.unknown() }),
  thumbnail: z.object({ image_id: z.number() }),
  'open-passage': z.object({ url: z.string(), background: z.boolean() }),
  forget: z.object({ url: z.string() }),
  'undo-forget': z.object({ job_id: z.string() }),
  'last-forgotten': nothing,
  pair: z.union([z.object({ digits: z.string(), port }), z.object({ code: z.string(), port })]),
  unpair: nothing,
  'drain-outbox': nothing,
  'list-waiting': nothing,
  'drop-waiting': z.object({ capture_id: z.string() }),
};

const ANSWERS: Answers = {
  'app-state': appState,
  'page-state': ({ tab_id }) => lookAtTab(tab_id),
  remember: ({ tab_id, ...choices }) => rememberPage(tab_id, choices),
  'cancel-remember': ({ tab_id }) => cancelRemember(tab_id),
  'remember-link': ({ tab_id, url }) => rememberLink(tab_id, url),
  'never-remember': ({ tab_id }) => blockSite(tab_id),
  'look-for-change': ({ tab_id }) => lookForChange(tab_id),
  'ask-daemon': ({ endpoint, request }) => callDaemon(endpoint as PopupEndpoint, request as never),
  thumbnail: ({ image_id }) => fetchThumbnail(image_id),
  'open-passage': openPassage,
  forget: forgetPage,
  'undo-forget': undoForget,
  'last-forgotten': lastForgotten,
  pair: async (claim) => {
    const paired = await pair(claim);
    if (!('refused' in paired)) {
      void tellConnectPages(claim.port ?? DEFAULT_PORT, 'connected');
      void deliverWaiting({ now: true });
    }
    return paired;
  },
  unpair: async () => {
    await unpair();
    await showAppBadge();
    return { paired: false };
  },
  'drain-outbox': async () => {
    await deliverWaiting({ now: true });
    return appState();
  },
  'list-waiting': listWaiting,
  'drop-waiting': async ({ capture_id }) => {
    await outbox.drop(capture_id);
    await deliverWaiting();
    return appState();
  },
};

/** Answers the extension's own pages. A web page's process runs our capture script too, so whatever comes from a web page is not answered. */
export function answerMessage(
  message: unknown,
  sender: Browser.runtime.MessageSender,
): Promise<unknown> | undefined {
  if (sender.id !== browser.runtime.id || sender.url?.startsWith(browser.runtime.getURL('/')) !== true)
    return undefined;
  const named = z.object({ name: z.string(), request: z.unknown() }).safeParse(message);
  const name = named.data?.name;
  if (!named.success || name === undefined || !isKnown(name))
    return Promise.resolve(refuse('Pagekeep does not know this message.'));
  const request = REQUESTS[name].safeParse(named.data.request);
  if (!request.success)
    return Promise.resolve(refuse(request.error.issues[0]?.message ?? 'The message is not complete.'));
  const answer = ANSWERS[name] as (request: unknown) => Promise<unknown>;
  return answer(request.data);
}

function isKnown(name: string): name is keyof Messages {
  return Object.hasOwn(ANSWERS, name);
}

function refuse(sentence: string): RefusedMessage {
  return { refused: true, code: 'bad-input', sentence };
}

async function openPassage({ url, background }: Messages['open-passage'][0]): Promise<{ opened: boolean }> {
  if (pageAddress(url) === null) return { opened: false };
  await browser.tabs.create({ url, active: !background });
  return { opened: true };
}

async function listWaiting(): Promise<Messages['list-waiting'][1]> {
  const captures = await outbox.list();
  return {
    waiting: captures.map(({ capture_id, url, title, queued_at, tries, sentence, stuck }) => ({
      capture_id,
      url,
      title,
      queued_at: new Date(queued_at).toISOString(),
      tries,
      sentence,
      stuck: stuck === 1,
    })),
  };
}
