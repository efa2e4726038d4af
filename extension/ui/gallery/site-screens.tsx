import type { JobPage, JobReport, ListedJob } from '../../../shared/contract/job.ts';
import type { AppState } from '../../messages.ts';
import { SidePanel } from '../side-panel.tsx';
import { SiteCard } from '../site/site-card.tsx';
import { browserDoes, copy } from './browser-does.ts';
import { READY } from './sample-app.ts';
import { clock, sampleAsk } from './sample-ask.ts';
import { SAMPLE_JOB, SAMPLE_PAGES, SAMPLE_REPORT } from './sample-site.ts';
import type { Screen } from './screen.ts';
import type { SiteActs, SiteRun } from '../site/site-run.ts';

const URL_OF_START = 'https://db-handbook.example/docs/';

const FORM: SiteRun = {
  url: URL_OF_START,
  most: 200,
  job: null,
  pages: [],
  report: null,
  away: false,
  busy: false,
  sentence: null,
};

const ACTS: SiteActs = {
  start: browserDoes('start-site'),
  pause: browserDoes('pause-site'),
  resume: browserDoes('resume-site'),
  stop: browserDoes('stop-site'),
  retry: browserDoes('retry-site'),
  openCopy: browserDoes('open-library'),
  close: browserDoes('close-site'),
};

const AWAY: AppState = { ...READY, running: false, ready: false, pages: null };

function underway(job: Partial<ListedJob>, pages: readonly JobPage[] = SAMPLE_PAGES): SiteRun {
  return { ...FORM, job: { ...SAMPLE_JOB, ...job }, pages };
}

const LAST_PAGES = SAMPLE_PAGES.filter(({ state }) => state !== 'leased' && state !== 'waiting');

function ended(report: Partial<JobReport>, pages: readonly JobPage[] = LAST_PAGES): SiteRun {
  return { ...underway({ state: 'done' }, pages), report: { ...SAMPLE_REPORT, ...report } };
}

function site(name: string, run: SiteRun, more: Partial<Screen> & { app?: AppState } = {}): Screen {
  const { app = READY, ...doing } = more;
  const ask = sampleAsk({ 'app-state': () => app });
  const view = () => (
    <SidePanel
      ask={ask}
      clock={clock}
      cache={null}
      expansion={{ read: () => true, keep: browserDoes('keep-expansion') }}
      openOptions={browserDoes('open-options')}
      openConnect={browserDoes('open-connect')}
      openLibrary={browserDoes('open-library')}
      copy={copy}
      site={<SiteCard ask={ask} site={run} acts={ACTS} />}
    />
  );
  return { name: `side-panel-site-${name}`, width: 420, height: 900, frame: 'popup panel', view, ...doing };
}

const REFUSED = 'The browser was not allowed to open this site for Pagekeep. Nothing was saved.';
const FAILED = 'The site asks for a login here; open the page in your browser and remember it there.';

/** A site that is remembered, in every state. */
export const SITE_SCREENS: readonly Screen[] = [
  site('form', FORM),
  site('form-refused', { ...FORM, sentence: REFUSED }),
  site('form-rtl', FORM, { rtl: true }),
  site('waiting', underway({ state: 'waiting', notice: 'It waits for a place and is the next.' }, [])),
  site('running', underway({})),
  site('running-rtl', underway({}), { rtl: true }),
  site('paused', underway({ state: 'paused', renderer: 'you', notice: 'The window was closed.' })),
  site('away', { ...underway({}), away: true }, { app: AWAY }),
  site('finished', ended({})),
  site('stopped', ended({ state: 'cancelled', pages_stored: 12, pages_failed: 0, failed_pages: [] })),
  site(
    'failed',
    ended(
      {
        pages_stored: 0,
        pages_failed: 1,
        pages_skipped: 0,
        failed_pages: [{ url: URL_OF_START, code: 'fetch-failed', message: FAILED }],
      },
      SAMPLE_PAGES.filter(({ state }) => state === 'failed').slice(0, 1),
    ),
  ),
];
