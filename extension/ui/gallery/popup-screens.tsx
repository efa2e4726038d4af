import type { AppState, PageState } from '../../messages.ts';
import type { ListedPage, SavedPage } from '../../../shared/contract/page.ts';
import { Popup } from '../popup.tsx';
import { SidePanel } from '../side-panel.tsx';
import { browserDoes, copy } from './browser-does.ts';
import { READY } from './sample-app.ts';
import { clock, sampleAsk } from './sample-ask.ts';
import { answerTarget, PAGE } from './sample-endpoints.ts';
import { CROWDED_RESULTS, EXPANDED, RESULTS } from './sample-results.ts';
import type { FoundPassage } from '../../../shared/contract/passage.ts';
import type { TargetRequest } from '../../../shared/contract/target.ts';
import type { AnswerCache } from '../answer-cache.ts';
import type { SampleEndpoints } from './sample-endpoints.ts';
import type { Screen } from './screen.ts';

type Answers = Parameters<typeof sampleAsk>[0];

interface Sample {
  readonly app?: AppState;
  readonly page?: PageState;
  readonly answers?: Answers;
  readonly endpoints?: SampleEndpoints;
  /** Whether pages that only tags brought are shown. */
  readonly widened?: boolean;
  readonly cache?: AnswerCache;
}

type Doing = Pick<Screen, 'press' | 'type' | 'keys' | 'rtl'>;

function partsOf({ app = READY, page, answers, endpoints, widened = true, cache }: Sample) {
  const ask = sampleAsk(
    {
      'app-state': () => app,
      ...(page === undefined ? {} : { 'page-state': () => page, 'look-for-change': () => page }),
      ...answers,
    },
    endpoints,
  );
  return {
    ask,
    clock,
    cache: cache ?? null,
    expansion: { read: () => widened, keep: browserDoes('keep-expansion') },
    openOptions: browserDoes('open-options'),
    openConnect: browserDoes('open-connect'),
    openLibrary: browserDoes('open-library'),
    copy,
  };
}

function popup(name: string, sample: Sample, doing: Doing = {}): Screen {
  const parts = partsOf(sample);
  const view = () => (
    <Popup {...parts} tabId={1} openSidePanel={browserDoes('open-side-panel')} close={browserDoes('close')} />
  );
  return { name: `popup-${name}`, width: 400, height: 600, frame: 'popup', view, ...doing };
}

function sidePanel(name: string, sample: Sample, doing: Doing = {}): Screen {
  const parts = partsOf(sample);
  const view = () => <SidePanel {...parts} />;
  return { name: `side-panel-${name}`, width: 420, height: 900, frame: 'popup panel', view, ...doing };
}

const SAVED: SavedPage = { ...PAGE, status: 'stored', images: 14, embedded: true };
const AWAY: AppState = { ...READY, running: false, ready: false, pages: null };
const UNPAIRED: AppState = { ...AWAY, paired: false };
const NOT_READY: AppState = { ...READY, ready: false };
const CROWDED: ListedPage = {
  ...PAGE,
  title: CROWDED_RESULTS[0]?.title ?? '',
  url: CROWDED_RESULTS[0]?.url ?? '',
  tags: CROWDED_RESULTS[0]?.tags ?? [],
  note: 'Why I kept it. '.repeat(60),
};

const QUESTION = { type: 'will my data survive a power cut' };
const PICTURES = { ...QUESTION, keys: 'Alt+3' };

function failed(
  code: string,
  sentence: string,
  attempt?: Extract<PageState, { kind: 'failed' }>['attempt'],
): PageState {
  return { kind: 'failed', title: PAGE.title, code, sentence, ...(attempt === undefined ? {} : { attempt }) };
}

function finds(results: readonly FoundPassage[], notice?: string): SampleEndpoints {
  return {
    searchTarget: (request) => {
      const answer = answerTarget(request as TargetRequest, results);
      return notice === undefined ? answer : { ...answer, notice };
    },
  };
}

const NEVER: SampleEndpoints = { searchTarget: () => new Promise(() => undefined) };

/** Holds one answer, to every question. */
const ANSWERED: AnswerCache = {
  read: async () => ({ answer: { kind: 'pages', found: answerTarget({ query: '' }, RESULTS) }, exact: true }),
  keep: async () => undefined,
  keepOnly: async () => undefined,
};

const SIGN_IN = 'It asked for a sign-in while it was being saved. Sign in, then try again.';
const TOO_LARGE = 'This page is over 32 MB. You can save only the text.';
const UNREADABLE =
  'The browser doesn’t let extensions read this page. Open it in a tab of its own, then try again.';
const SLOW = 'The site took too long to answer (28 s). Try again.';
const WORDS_ONLY = 'Showing exact words for now. Search by meaning is getting ready.';
const AWAY_SENTENCE = 'The Pagekeep app on this computer isn’t running. Start it, then try again.';
const REFUSED = { refused: true, code: 'away', sentence: AWAY_SENTENCE } as const;
const BLOCKED: PageState = {
  kind: 'blocked',
  title: '',
  url: 'https://bank.example/',
  pattern: '*.bank.example',
};

/** The popup and the side panel in every state. */
export const POPUP_SCREENS: readonly Screen[] = [
  popup('remember', {}),
  popup('first-time', { app: { ...READY, pages: 0, last_captured_at: null } }),
  popup('working', { page: { kind: 'working', title: PAGE.title, step: 'sending' } }),
  popup('just-remembered', { page: { kind: 'just-remembered', saved: SAVED, page: PAGE } }),
  popup('remembered', { page: { kind: 'remembered', page: PAGE } }),
  popup('remembered-refusing', {
    page: { kind: 'remembered', page: PAGE },
    endpoints: { editPage: () => REFUSED },
  }),
  popup('remembered-crowded', { page: { kind: 'remembered', page: CROWDED } }),
  popup('changed', { page: { kind: 'changed', page: PAGE } }),
  popup('blocked', { page: BLOCKED }),
  popup('failed', { page: failed('fetch-failed', SIGN_IN) }),
  popup('too-large', { page: failed('too-large', TOO_LARGE) }),
  popup('sensitive', {
    page: failed('sensitive', 'This looks like a sign-in page. Remember it anyway?'),
  }),
  popup('opened-by-the-app', {
    page: { kind: 'just-remembered', saved: { ...SAVED, embedded: false, renderer: 'fetch' }, page: PAGE },
  }),
  popup('unreadable', { page: failed('no-access', UNREADABLE) }),
  popup('link-failed', {
    page: failed('fetch-failed', SLOW, { kind: 'link', url: 'https://slow.example/' }),
  }),
  popup('block-failed', { page: failed('away', AWAY_SENTENCE, { kind: 'block' }) }),
  popup('unpaired', { app: UNPAIRED, page: { kind: 'unpaired' } }),
  popup('away', { app: AWAY, page: { kind: 'away' } }),
  popup('locked', { app: { ...AWAY, locked: true }, page: { kind: 'away' } }),
  popup('waiting', { app: { ...AWAY, waiting: 3 }, page: { kind: 'waiting', title: PAGE.title } }),
  popup('unsupported', { page: { kind: 'unsupported' } }),
  popup('private', { page: { kind: 'private' } }),
  popup('search', {}, QUESTION),
  popup('search-rtl', { endpoints: finds(EXPANDED) }, { ...QUESTION, rtl: true }),
  popup('search-crowded', { endpoints: finds(CROWDED_RESULTS) }, { type: `power ${'cut '.repeat(200)}` }),
  popup('search-expanded', { endpoints: finds([...RESULTS.slice(0, 1), ...EXPANDED.slice(4)]) }, QUESTION),
  popup(
    'search-not-expanded',
    { endpoints: finds([...RESULTS.slice(0, 1), ...EXPANDED.slice(4)]), widened: false },
    QUESTION,
  ),
  popup(
    'search-getting-ready',
    { app: NOT_READY, endpoints: finds(RESULTS.slice(1, 2), WORDS_ONLY) },
    QUESTION,
  ),
  popup(
    'search-mended',
    {
      endpoints: {
        searchTarget: (request) => ({
          ...answerTarget(request as TargetRequest, RESULTS),
          ...(/pwoer/u.test(request.query) &&
            request.respell !== false && { respelled: [{ from: 'pwoer', to: 'power' }] }),
        }),
      },
    },
    { type: 'will my data survive a pwoer cut' },
  ),
  popup('search-refused', { endpoints: { searchTarget: () => REFUSED } }, QUESTION),
  popup('searching', { endpoints: NEVER }, QUESTION),
  popup('search-painted', { endpoints: NEVER, cache: ANSWERED }, QUESTION),
  popup('search-looking', { endpoints: { search: () => new Promise(() => undefined) } }, QUESTION),
  popup('search-unanswered', {}, { type: 'who invented the telescope' }),
  popup('search-unquoted', { endpoints: { search: () => REFUSED } }, QUESTION),
  popup('nothing-found', {}, { type: 'tidal barrage' }),
  popup(
    'nothing-to-search',
    { endpoints: finds([], 'There is no word in this question to search for. Add one.') },
    { type: '🎉' },
  ),
  popup('images', {}, PICTURES),
  popup('images-rtl', {}, { ...PICTURES, rtl: true }),
  popup('no-images', {}, { ...PICTURES, type: 'tidal barrage' }),
  popup('edit-tags', {}, { ...QUESTION, keys: 'ArrowDown #' }),
  popup('forget', {}, { ...QUESTION, keys: 'ArrowDown Delete' }),
  popup('all-keys', {}, { ...QUESTION, keys: 'ArrowDown ?' }),
  sidePanel('empty', {}),
  sidePanel('search', {}, QUESTION),
  sidePanel('images', {}, PICTURES),
  sidePanel('unpaired', { app: UNPAIRED }),
  sidePanel('away', { app: AWAY }),
  sidePanel('locked', { app: { ...AWAY, locked: true } }),
];
