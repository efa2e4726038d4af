import { expect, test } from 'vitest';
import type { JobEvent, JobReport, ListedJob } from '../../shared/contract/job.ts';
import { SAMPLE_JOB, SAMPLE_PAGES, SAMPLE_REPORT } from '../ui/gallery/sample-site.ts';
import { EMPTY_SITE_DRAFT } from '../ui/site/site-draft.ts';
import type { SiteRun } from '../ui/site/site-run.ts';
import { SiteKeeper } from './site-keeper.ts';
import type { SiteDoors } from './site-keeper.ts';

const URL_OF_START = 'https://docs.example/';
const AWAY = { refused: true, status: 0, code: 'away', sentence: 'The app is away.' } as const;
const GONE = { refused: true, status: 404, code: 'not-found', sentence: 'There is no job.' } as const;
const AS_YOU = { ...EMPTY_SITE_DRAFT, reader: 'you' } as const;

const progress = (change: Partial<ListedJob> = {}): JobEvent => ({
  event: 'progress',
  id: 1,
  data: { ...SAMPLE_JOB, ...change },
});
const end: JobEvent = { event: 'end', id: 9, data: SAMPLE_REPORT };

const settled = () => new Promise((later) => setTimeout(later, 0));

/** An app and a browser that do as they are told: `say` is what the app says next. */
function open(options: { permitted?: boolean; refuses?: Record<string, object> } = {}) {
  const { permitted = true, refuses = {} } = options;
  const did: string[] = [];
  const told: JobReport[] = [];
  const shown: (SiteRun | null)[] = [];
  let stream = Promise.withResolvers<JobEvent | null>();
  const opening = Promise.withResolvers<string | null>();
  const doors: SiteDoors = {
    call: async (name) => {
      did.push(name);
      return (refuses[name] ?? { job_id: 'crawl-1', events: '' }) as never;
    },
    async *events(_jobId, signal) {
      while (!signal.aborted) {
        const said = await stream.promise;
        stream = Promise.withResolvers();
        yield said;
        if (said?.event === 'end') return;
      }
    },
    permit: async (url) => {
      did.push(`permit ${url}`);
      return permitted;
    },
    openPages: (_site, signal) => {
      did.push('open pages');
      signal.addEventListener('abort', () => did.push('close pages'));
      return opening.promise;
    },
    keep: async (site) => void did.push(site === null ? 'drop' : `keep ${site.job_id}`),
    tell: (report) => void told.push(report),
    openCopy: () => undefined,
  };
  const keeper = new SiteKeeper(URL_OF_START, doors, (run) => shown.push(run));
  keeper.ask();
  return {
    keeper,
    did,
    told,
    opening,
    run: () => shown.at(-1),
    say: async (event: JobEvent | null) => {
      stream.resolve(event);
      await settled();
    },
  };
}

test('a site is begun, heard and ended, and said once', async () => {
  const { keeper, did, told, run, say } = open();
  keeper.acts.start(EMPTY_SITE_DRAFT);
  await settled();
  await say(progress());
  for (const [at, data] of SAMPLE_PAGES.slice(0, 2).entries()) await say({ event: 'page', id: at + 2, data });
  await say(progress());
  expect(run()?.pages.map(({ item_id }) => item_id)).toEqual(
    [2, 1].map((at) => SAMPLE_PAGES[at - 1]?.item_id),
  );
  expect(keeper.underway).toBe(true);
  await say(end);
  expect(run()?.report).toEqual(SAMPLE_REPORT);
  expect(keeper.underway).toBe(false);
  expect(told).toEqual([SAMPLE_REPORT]);
  keeper.acts.close();
  await settled();
  expect(run()).toBeNull();
  expect(did).toEqual(['crawlDeepStore', 'keep crawl-1', 'drop']);
});

test('what had ended before the panel was opened is shown and not said again', async () => {
  const { keeper, told, run, say } = open();
  const known = keeper.takeUp({ job_id: 'crawl-1', url: URL_OF_START, most: 20 });
  await say(progress({ state: 'done' }));
  await known;
  await say(end);
  expect(run()?.report).toEqual(SAMPLE_REPORT);
  expect(told).toEqual([]);
});

test('nothing begins that the browser or the app refuses, and it is said', async () => {
  const forbidden = open({ permitted: false });
  forbidden.keeper.acts.start(AS_YOU);
  await settled();
  expect(forbidden.did).toEqual([`permit ${URL_OF_START}`]);
  expect(forbidden.run()?.sentence).toContain('not allowed');
  const away = open({ refuses: { crawlDeepStore: AWAY } });
  away.keeper.acts.start(EMPTY_SITE_DRAFT);
  await settled();
  expect(away.run()).toMatchObject({ job: null, busy: false, sentence: AWAY.sentence });
});

test('pages opened in this browser stop with the press, and wait when their window is gone', async () => {
  const { keeper, did, run, say, opening } = open();
  keeper.acts.start(AS_YOU);
  await settled();
  await say(progress({ renderer: 'you' }));
  expect(did).toContain('open pages');
  opening.resolve('The window was closed.');
  await settled();
  expect(did.slice(-1)).toEqual(['pauseJob']);
  expect(run()?.sentence).toBe('The window was closed.');
  keeper.acts.resume();
  await settled();
  keeper.acts.stop();
  await settled();
  expect(did.filter((one) => one.startsWith('permit'))).toHaveLength(2);
  expect(did.slice(-1)).toEqual(['cancelJob']);
});

test('an app that is away is said until it is back; a site it no longer knows is put away', async () => {
  const away = open({ refuses: { job: AWAY } });
  void away.keeper.takeUp({ job_id: 'crawl-1', url: URL_OF_START, most: 20 });
  await away.say(null);
  expect(away.run()?.away).toBe(true);
  await away.say(progress());
  expect(away.run()?.away).toBe(false);
  const gone = open({ refuses: { job: GONE } });
  void gone.keeper.takeUp({ job_id: 'crawl-1', url: URL_OF_START, most: 20 });
  await gone.say(null);
  expect(gone.run()).toBeNull();
  expect(gone.did).toContain('drop');
});
