import { canonicalUrl } from '../../shared/page/canonical-url.ts';
import type { PageLink } from '../../shared/page/read-outline.ts';
import { autoRenderer } from '../crawl/auto-renderer.ts';
import { openScope } from '../crawl/crawl-scope.ts';
import type { Scope } from '../crawl/crawl-scope.ts';
import type { Pace } from '../crawl/host-pace.ts';
import type { RenderedPage, Renderer, RenderOrder } from '../crawl/renderer.ts';
import { parseRobots } from '../crawl/parse-robots.ts';
import type { RobotsRules } from '../crawl/robots-rules.ts';
import { scoreLinks } from '../crawl/score-links.ts';
import { Failure } from '../failure.ts';
import { isOwnHost } from '../security/vet-url.ts';
import { requireUnforgotten } from '../store/forget-tombstones.ts';
import type { StoredJob } from '../store/job-rows.ts';
import { noteRenderer } from '../store/note-renderer.ts';
import type { JobTerms } from './job-terms.ts';
import type { SharedTools } from './job-tools.ts';
import { SkipPage } from './skip-page.ts';
import { LIMITS } from '../../shared/contract/limits.ts';

/** Milliseconds between two requests to somebody else's host where nobody said otherwise. */
const POLITE_MS = 500;

const NO_RULES = parseRobots('');

/** A job while it is worked on: what it may do, and how far it is with what it may use up. */
export class JobRun {
  readonly job_id: string;
  /** When a person or program asked for it, in ms. */
  readonly asked_at: number;
  readonly keeps: boolean;
  readonly terms: JobTerms;
  readonly tools: SharedTools;
  readonly signal: AbortSignal;
  readonly renderer: Renderer;
  bytes: number;
  /** Pages asked for in vain, which the limit of pages does not count. */
  failures = 0;
  /** What is written down of who renders. */
  #shown: Pick<StoredJob, 'renderer' | 'notice'>;
  #start: string;
  #scope: Scope;
  #target: Promise<Float32Array | null> | null = null;
  readonly #asYou: boolean;
  readonly #scores = new Map<string, number>();

  constructor(job: StoredJob, start: string, tools: SharedTools, signal: AbortSignal) {
    this.job_id = job.job_id;
    this.asked_at = job.created_at;
    this.keeps = job.keeps;
    this.terms = JSON.parse(job.request) as JobTerms;
    this.tools = tools;
    this.signal = signal;
    this.renderer = rendererOf(job, this.terms, tools);
    this.#shown = job;
    this.bytes = job.bytes;
    this.#asYou = job.renderer === 'you';
    this.#start = start;
    this.#scope = openScope({ ...this.terms, start });
  }

  /** Why an address is not followed; null where it is. */
  scopeOf(url: string): ReturnType<Scope> {
    return this.#scope(url);
  }

  /** The site is the one where the start page turned out to be. */
  startedAt(url: string): void {
    const start = canonicalUrl(url);
    if (start === null || start === this.#start) return;
    this.#start = start;
    this.#scope = openScope({ ...this.terms, start });
  }

  /** Shows with the job who rendered, where that is not who was expected. */
  async noteRenderer({ by, notice }: Pick<RenderedPage, 'by' | 'notice'>): Promise<void> {
    const { renderer, notice: said } = this.#shown;
    // Of a job whose sites are rendered one way and another, the dearer way is shown.
    const shown = this.terms.auto && by === 'fetch' ? renderer : by;
    const says =
      notice === undefined || said?.includes(notice) ? said : [said ?? '', notice].join(' ').trim();
    if (shown === renderer && says === said) return;
    this.#shown = { renderer: shown, notice: says };
    await noteRenderer(this.tools.store, this.job_id, this.#shown);
    this.tools.changed(this.job_id);
  }

  /** Throws where a page of this job, or a hop to it, must not be asked for. */
  async requireAllowed(url: string, isStart: boolean): Promise<void> {
    this.tools.blocklist.requireAllowed([url]);
    const address = canonicalUrl(url) ?? url;
    await requireUnforgotten(this.tools.store, {
      addresses: [address],
      asked_at: this.asked_at,
      by_link: this.keeps && !isStart,
      now: this.tools.now(),
    });
    const refused = isStart || this.terms.max_depth === 0 ? null : this.#scope(address);
    if (refused !== null) throw new SkipPage(refused.code, refused.message);
    if (this.terms.robots && !(await this.#rules(url)).allows(url)) {
      throw new SkipPage('robots', 'The site’s robots.txt asks crawlers to leave this page out.');
    }
  }

  /** What a renderer may do for one page of this job. */
  orderFor(isStart: boolean, validators: RenderOrder['validators']): RenderOrder {
    return {
      allow: (url) => this.requireAllowed(url, isStart),
      enter: async (url) => this.tools.pace.enter(url, await this.#paceFor(url), this.signal),
      rest: (url, ms) => this.tools.pace.rest(url, ms),
      maxBytes: Math.min(LIMITS.captureBytes, Math.max(1, this.terms.max_bytes - this.bytes)),
      signal: this.signal,
      validators,
      patient: true,
    };
  }

  /** Sitemaps that the site of `url` names, else where one is by custom. */
  async sitemapsOf(url: string): Promise<readonly string[]> {
    const named = this.terms.robots ? (await this.#rules(url)).sitemaps : [];
    return named.length > 0 ? named : [new URL('/sitemap.xml', url).href];
  }

  /** How near each link is to what the crawl looks for; null where nobody asked, or no model is there to say. */
  async scoresOf(links: readonly PageLink[], startText: string): Promise<readonly number[] | null> {
    const { strategy, score_threshold, query } = this.terms;
    const embedder = this.tools.embedder();
    const isAsked = strategy === 'best' || score_threshold !== undefined;
    if (!isAsked || this.terms.max_depth === 0 || embedder === null) return null;
    this.#target ??= embedder.embedQuestion(query ?? startText).catch(() => null);
    const target = await this.#target;
    if (target === null) return null;
    const fresh = links.filter(({ url }) => !this.#scores.has(url));
    const scores = await scoreLinks(fresh, target, embedder);
    for (const [at, { url }] of fresh.entries()) this.#scores.set(url, scores[at] ?? 0);
    return links.map(({ url }) => this.#scores.get(url) ?? 0);
  }

  async #rules(url: string): Promise<RobotsRules> {
    try {
      return await this.tools.robots.rulesFor(url, this.#askedPace(url), this.signal);
    } catch (error) {
      // A person's own browser reaches sites that the app cannot or may not ask, such as a wiki behind a company's door.
      if (this.#asYou && isUnasked(error)) return NO_RULES;
      throw error;
    }
  }

  async #paceFor(url: string): Promise<Pace> {
    const asked = this.#askedPace(url);
    const delay = this.terms.robots ? (await this.#rules(url)).delay : null;
    return delay === null ? asked : { delayMs: Math.max(asked.delayMs, delay * 1_000), concurrent: 1 };
  }

  #askedPace(url: string): Pace {
    const { delay, concurrent } = this.terms;
    const usual = isOwnHost(new URL(url), this.tools.config.allowHosts) ? 0 : POLITE_MS;
    return { delayMs: delay === undefined ? usual : delay * 1_000, concurrent };
  }
}

function rendererOf(
  { renderer }: StoredJob,
  { auto }: JobTerms,
  { renderers, crawl4ai }: SharedTools,
): Renderer {
  if (auto && crawl4ai.mode !== 'none') return autoRenderer(renderers.fetch, renderers.crawl4ai, crawl4ai);
  return renderer === 'crawl4ai' ? renderers.crawl4ai : renderers.fetch;
}

/** Whether no answer of a site came. */
function isUnasked(error: unknown): boolean {
  return error instanceof Failure && error.details?.['status_code'] === undefined;
}
