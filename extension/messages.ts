import type { SavedPage, ListedPage } from '../shared/contract/page.ts';
import type { SearchAnswer, SearchRequest } from '../shared/contract/passage.ts';

/** What the popup shows first; when several apply the first row of ../shared/design/README.md "Popup states" wins. */
export type PageState =
  | { readonly kind: 'unpaired' }
  | { readonly kind: 'away' }
  | { readonly kind: 'unsupported' }
  | { readonly kind: 'private' }
  | { readonly kind: 'idle'; readonly title: string; readonly url: string }
  | { readonly kind: 'working'; readonly title: string; readonly step: 'reading' | 'sending' }
  | { readonly kind: 'just-remembered'; readonly saved: SavedPage; readonly page: ListedPage | null }
  | { readonly kind: 'remembered'; readonly page: ListedPage }
  | { readonly kind: 'waiting'; readonly title: string }
  | { readonly kind: 'failed'; readonly title: string; readonly sentence: string; readonly code: string };

/** The footer mark: is the app there, is it ready, how many pages does it keep, how many wait. */
export interface AppState {
  readonly paired: boolean;
  readonly running: boolean;
  readonly ready: boolean;
  readonly pages: number | null;
  readonly last_captured_at: string | null;
  readonly waiting: number;
}

/** Every message between the extension's own pages and its background: name → [request, answer]. It travels as `{ name, request }`; the promise rejects with a sentence where no refusal can be answered. */
export interface Messages {
  'app-state': [Record<string, never>, AppState];
  'page-state': [{ tab_id: number }, PageState];
  remember: [
    { tab_id: number; tags: string[]; note: string; retention_policy: string; text_only?: boolean },
    PageState,
  ];
  'cancel-remember': [{ tab_id: number }, PageState];
  search: [SearchRequest, SearchAnswer | RefusedMessage];
  'open-passage': [{ url: string; background: boolean }, { opened: boolean }];
  forget: [{ url: string }, { forgotten: number } | RefusedMessage];
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
