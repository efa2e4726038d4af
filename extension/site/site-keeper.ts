import type { JobEvent, JobPage, JobReport, JobState, ListedJob } from '../../shared/contract/job.ts';
import type { crawlEndpoints } from '../../shared/contract/crawl-endpoints.ts';
import { isRefusal } from '../daemon-client/exchange.ts';
import type { AnswerOf, AskedOf, Refusal } from '../daemon-client/exchange.ts';
import { siteRequest } from '../ui/site/site-draft.ts';
import type { SiteDraft } from '../ui/site/site-draft.ts';
import type { SiteActs, SiteRun } from '../ui/site/site-run.ts';
import type { KeptSite } from './kept-site.ts';

type Routes = typeof crawlEndpoints;

/** What a site that is remembered needs of the app and of the browser. */
export interface SiteDoors {
  call<N extends keyof Routes>(name: N, request: AskedOf<Routes, N>): Promise<AnswerOf<Routes, N> | Refusal>;
  /** Null: the app could not be heard. */
  events(jobId: string, signal: AbortSignal): AsyncIterable<JobEvent | null>;
  /** Asks a person whether pages of this site may be opened for them; called from their press, before anything is awaited. */
  permit(url: string): Promise<boolean>;
  /** Opens the pages in this browser until none is left; a sentence says why it had to leave off. */
  openPages(site: KeptSite, signal: AbortSignal): Promise<string | null>;
  keep(site: KeptSite | null): Promise<void>;
  /** Says how it ended to a person who looks elsewhere. */
  tell(report: JobReport): void;
  openCopy(pageId: number): void;
}

const GOES_ON: ReadonlySet<JobState> = new Set(['waiting', 'running', 'paused']);
const ONE_AT_A_TIME = 'One site is saved at a time. Stop this one to begin another.';
const NOT_PERMITTED = 'The browser was not allowed to open this site for Pagekeep. Nothing was saved.';

/** One site from the form to its result: asks the app, hears how it goes, and opens the pages where a person wants them opened in this browser. */
export class SiteKeeper {
  readonly #doors: SiteDoors;
  readonly #onChange: (run: SiteRun | null) => void;
  readonly #pages = new Map<number, JobPage>();
  #run: SiteRun;
  #kept: KeptSite | null = null;
  #hearing = new AbortController();
  #opening: AbortController | null = null;
  /** It went on while somebody looked: its end is news. */
  #isNews = false;

  constructor(url: string, doors: SiteDoors, onChange: (run: SiteRun | null) => void) {
    this.#doors = doors;
    this.#onChange = onChange;
    this.#run = {
      url,
      most: 0,
      job: null,
      pages: [],
      report: null,
      away: false,
      busy: false,
      sentence: null,
    };
  }

  /** Whether something goes on that another site must not push aside. */
  get underway(): boolean {
    return this.#run.busy || (this.#kept !== null && this.#run.report === null);
  }

  readonly acts: SiteActs = {
    start: (draft) => void this.#start(draft),
    pause: () => void this.#press('pauseJob'),
    resume: () => void this.#goOn('resumeJob'),
    stop: () => void this.#press('cancelJob'),
    retry: () => void this.#goOn('retryJob'),
    openCopy: (pageId) => this.#doors.openCopy(pageId),
    close: () => void this.#close(),
  };

  /** Shows the form. */
  ask(): void {
    this.#show({});
  }

  /** Shows a site that was begun, and resolves as soon as it is known how it stands; where its pages are opened in a browser, it waits until a person lets it go on. */
  takeUp(site: KeptSite): Promise<void> {
    this.#kept = site;
    this.#show({ url: site.url, most: site.most });
    const known = Promise.withResolvers<void>();
    void this.#hear(site, known.resolve).finally(known.resolve);
    return known.promise;
  }

  /** Says that another site has to wait. */
  decline(): void {
    this.#show({ sentence: ONE_AT_A_TIME });
  }

  /** The panel is being closed: whoever opens pages leaves off. */
  leave(): void {
    this.#opening?.abort();
  }

  async #start(draft: SiteDraft): Promise<void> {
    const request = siteRequest(this.#run.url, draft);
    if (request === null || this.#run.busy) return;
    const asYou = request.renderer === 'you';
    const permitted = asYou ? this.#doors.permit(request.url) : Promise.resolve(true);
    this.#show({ busy: true, sentence: null });
    if (!(await permitted)) return this.#show({ busy: false, sentence: NOT_PERMITTED });
    const begun = await this.#doors.call('crawlDeepStore', request);
    if (isRefusal(begun)) return this.#show({ busy: false, sentence: begun.sentence });
    this.#isNews = true;
    const site = { job_id: begun.job_id, url: request.url, most: request.max_pages ?? 0 };
    await this.#doors.keep(site);
    await this.takeUp(site);
    if (asYou) void this.#openPages(site);
    return this.#show({ busy: false });
  }

  async #press(name: 'pauseJob' | 'cancelJob'): Promise<void> {
    this.#opening?.abort();
    await this.#ask(name);
  }

  async #goOn(name: 'resumeJob' | 'retryJob'): Promise<void> {
    const site = this.#kept;
    if (site === null || this.#run.busy) return;
    const asYou = this.#run.job?.renderer === 'you';
    const permitted = asYou ? this.#doors.permit(site.url) : Promise.resolve(true);
    if (!(await permitted)) return this.#show({ sentence: NOT_PERMITTED });
    if (!(await this.#ask(name))) return;
    await this.#doors.keep(site);
    if (this.#run.report !== null) {
      this.#show({ report: null });
      void this.takeUp(site);
    }
    if (asYou) void this.#openPages(site);
  }

  async #ask(name: 'pauseJob' | 'cancelJob' | 'resumeJob' | 'retryJob'): Promise<boolean> {
    if (this.#kept === null) return false;
    this.#show({ busy: true, sentence: null });
    const answer = await this.#doors.call(name, { id: this.#kept.job_id });
    const refused = isRefusal(answer);
    this.#show({ busy: false, sentence: refused ? answer.sentence : null });
    return !refused;
  }

  async #openPages(site: KeptSite): Promise<void> {
    this.#opening?.abort();
    const opening = new AbortController();
    this.#opening = opening;
    const sentence = await this.#doors.openPages(site, opening.signal);
    if (this.#opening === opening) this.#opening = null;
    if (sentence === null || opening.signal.aborted) return;
    await this.#ask('pauseJob');
    this.#show({ sentence });
  }

  async #hear(site: KeptSite, known: () => void): Promise<void> {
    this.#hearing.abort();
    const hearing = new AbortController();
    this.#hearing = hearing;
    this.#pages.clear();
    for await (const event of this.#doors.events(site.job_id, hearing.signal)) {
      if (hearing.signal.aborted) return;
      if (event === null) await this.#missed(site);
      else this.#note(event);
      if (event?.event !== 'page') known();
    }
  }

  /** The app is away, or it no longer knows of this site: what has ended is dropped after a week. */
  async #missed({ job_id }: KeptSite): Promise<void> {
    const known = await this.#doors.call('job', { id: job_id, limit: 1 });
    if (isRefusal(known) && known.code === 'not-found') await this.#close();
    else this.#show({ away: isRefusal(known) });
  }

  #note(event: JobEvent): void {
    if (event.event === 'page') {
      // What changed last stands first.
      this.#pages.delete(event.data.item_id);
      this.#pages.set(event.data.item_id, event.data);
      return;
    }
    const pages = [...this.#pages.values()].toReversed();
    if (event.event === 'progress') {
      this.#isNews ||= GOES_ON.has(event.data.state);
      return this.#show({ job: event.data, pages, away: false });
    }
    this.#opening?.abort();
    if (this.#isNews) this.#doors.tell(event.data);
    return this.#show({ report: event.data, pages, away: false });
  }

  async #close(): Promise<void> {
    this.#hearing.abort();
    this.#opening?.abort();
    if (this.#kept !== null) await this.#doors.keep(null);
    this.#kept = null;
    this.#onChange(null);
  }

  #show(change: Partial<SiteRun> & { job?: ListedJob }): void {
    this.#run = { ...this.#run, ...change };
    this.#onChange(this.#run);
  }
}
