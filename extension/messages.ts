import type { backgroundEndpoints } from '../shared/contract/background-endpoints.ts';
import type { clientEndpoints } from '../shared/contract/client-endpoints.ts';
import type { listingEndpoints } from '../shared/contract/listing-endpoints.ts';
import type { SavedPage, ListedPage } from '../shared/contract/page.ts';
import type { versionEndpoints } from '../shared/contract/version-endpoints.ts';

/** What the popup shows first; when several apply the first row of ../shared/design/README.md "Popup states" wins. */
export type PageState =
  | { readonly kind: 'unpaired' }
  | { readonly kind: 'away' }
  | { readonly kind: 'unsupported' }
  | { readonly kind: 'private' }
  /** `pattern`: the entry of the blocklist that says so. */
  | { readonly kind: 'blocked'; readonly title: string; readonly url: string; readonly pattern: string }
  | { readonly kind: 'idle'; readonly title: string; readonly url: string }
  | { readonly kind: 'working'; readonly title: string; readonly step: 'reading' | 'sending' }
  | { readonly kind: 'just-remembered'; readonly saved: SavedPage; readonly page: ListedPage | null }
  | { readonly kind: 'remembered'; readonly page: ListedPage }
  /** The page reads otherwise now than when it was remembered. */
  | { readonly kind: 'changed'; readonly page: ListedPage }
  | { readonly kind: 'waiting'; readonly title: string }
  /** `attempt`: what failed where it was not remembering the page itself. */
  | {
      readonly kind: 'failed';
      readonly title: string;
      readonly sentence: string;
      readonly code: string;
      readonly attempt?: Attempt;
    };

/** What a person asked of a page beside remembering it: to remember a link in it, or to block its site. */
export type Attempt = { readonly kind: 'link'; readonly url?: string } | { readonly kind: 'block' };

/** The footer mark: is the app there, is it ready, how many pages does it keep, how many wait. */
export interface AppState {
  readonly paired: boolean;
  /** Somebody answers what is asked. */
  readonly running: boolean;
  /** Nobody does before the passphrase is given. */
  readonly locked?: boolean;
  readonly ready: boolean;
  readonly pages: number | null;
  readonly last_captured_at: string | null;
  /** Passages and changes that a power cut would have read again; null where nobody can say. */
  readonly to_redo: number | null;
  readonly waiting: number;
}

/** What the popup may ask the app through the background as it is, without more being done around it: a page that opens at a key carries as little as it can. */
export const ASKED_BY_POPUP = [
  'search',
  'searchTarget',
  'searchImages',
  'tags',
  'suggestTags',
  'editPage',
] as const satisfies readonly (keyof typeof backgroundEndpoints)[];

/** What the extension's pages may ask the app; all but the popup ask it themselves. */
export type AskableEndpoint =
  | (typeof ASKED_BY_POPUP)[number]
  | keyof typeof clientEndpoints
  | keyof typeof listingEndpoints
  | keyof typeof versionEndpoints
  | 'stats'
  | 'clearTemp'
  | 'store'
  | 'block'
  | 'revokeToken';

/** Every message between the extension's own pages and its background: name → [request, answer]. It travels as `{ name, request }`; the promise rejects with a sentence where no refusal can be answered. */
export interface Messages {
  'app-state': [Record<string, never>, AppState];
  'page-state': [{ tab_id: number }, PageState];
  remember: [
    {
      tab_id: number;
      tags: string[];
      note: string;
      retention_policy: string;
      text_only?: boolean;
      allow_blocked?: boolean;
      /** A person saw what the page seems to be, and wants it all the same. */
      allow_sensitive?: boolean;
    },
    PageState,
  ];
  'cancel-remember': [{ tab_id: number }, PageState];
  /** Has the app fetch a link of the page in a tab, or without one that page itself; a failure is said in that tab. */
  'remember-link': [{ tab_id: number; url?: string | undefined }, PageState];
  /** Blocks the site of the page in a tab. */
  'never-remember': [{ tab_id: number }, PageState];
  /** Reads a remembered page again, to see whether it changed; asked only while a person looks at the popup. */
  'look-for-change': [{ tab_id: number }, PageState];
  /** One request of the endpoint table, passed on as it is. */
  'ask-daemon': [{ endpoint: AskableEndpoint; request: unknown }, unknown];
  /** A picture's small copy as a data URL. */
  thumbnail: [{ image_id: number }, { data_url: string } | RefusedMessage];
  'open-passage': [{ url: string; background: boolean }, { opened: boolean }];
  /** Hides a page for 10 s, then removes it; until then `job_id` takes it back. */
  forget: [
    { url: string },
    { forgotten: number; receipt_id: string; job_id: string | null } | RefusedMessage,
  ];
  'undo-forget': [{ job_id: string }, { restored: number } | RefusedMessage];
  /** What was forgotten last and can be taken back yet. */
  'last-forgotten': [Record<string, never>, { job_id: string } | null];
  /** `port` comes with the address of the connect page the code was seen on. @default DEFAULT_PORT */
  pair: [
    { digits: string; port?: number } | { code: string; port?: number },
    { paired: true } | RefusedMessage,
  ];
  unpair: [Record<string, never>, { paired: false }];
  'drain-outbox': [Record<string, never>, AppState];
  'list-waiting': [
    Record<string, never>,
    {
      waiting: {
        capture_id: string;
        url: string;
        title: string;
        queued_at: string;
        tries: number;
        /** Why the last try failed. */
        sentence: string | null;
        /** The daemon refused it for good: only a person can try again or remove it. */
        stuck: boolean;
      }[];
    },
  ];
  'drop-waiting': [{ capture_id: string }, AppState];
}

/** A refusal with its sentence, as the daemon said it or as the extension says it when the daemon is away. */
export interface RefusedMessage {
  readonly refused: true;
  readonly code: string;
  readonly sentence: string;
}
