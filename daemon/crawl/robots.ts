import { Failure } from '../failure.ts';
import { decodeHtml } from './decode-html.ts';
import type { FetchWeb } from './fetch-web.ts';
import type { HostPace, Pace } from './host-pace.ts';
import { parseRobots, ROBOTS_BYTES } from './parse-robots.ts';
import type { RobotsRules } from './robots-rules.ts';
import { untilAborted } from '../security/until-aborted.ts';

/** RFC 9309, 2.4: kept no longer than a day. */
const FRESH_MS = 24 * 3_600_000;
/** What a site in trouble asked for is asked anew soon. */
const TROUBLE_MS = 60_000;
const DEADLINE_MS = 20_000;
/** More is no robots.txt; of it the beginning is read. */
const MOST_BYTES = 8 * 1024 * 1024;
const MOST_SITES = 5_000;

interface Known {
  readonly rules: Promise<RobotsRules>;
  until: number;
}

/** What sites ask of crawlers, each asked once a day at most. */
export class Robots {
  readonly #fetchWeb: FetchWeb;
  readonly #pace: HostPace;
  readonly #now: () => number;
  readonly #closing: AbortSignal;
  readonly #sites = new Map<string, Known>();

  constructor(fetchWeb: FetchWeb, pace: HostPace, tools: { now: () => number; closing: AbortSignal }) {
    this.#fetchWeb = fetchWeb;
    this.#pace = pace;
    this.#now = tools.now;
    this.#closing = tools.closing;
  }

  /**
   * The rules of this address's site. Where it has none, everything is allowed (RFC 9309, 2.3.1.3); where it cannot say,
   * nothing is (2.3.1.4): throws `fetch-failed`, and whatever keeps the site itself from being asked.
   */
  async rulesFor(url: string, pace: Pace, signal: AbortSignal): Promise<RobotsRules> {
    const { origin } = new URL(url);
    let known = this.#sites.get(origin);
    if (known === undefined || known.until <= this.#now()) {
      if (this.#sites.size >= MOST_SITES) this.#sites.clear();
      // Asked for all jobs at once: the one that happened to come first may be stopped meanwhile.
      const asked: Known = { rules: this.#ask(origin, pace), until: this.#now() + FRESH_MS };
      asked.rules.catch(() => (asked.until = this.#now() + TROUBLE_MS));
      this.#sites.set(origin, (known = asked));
    }
    return untilAborted(known.rules, signal);
  }

  async #ask(origin: string, pace: Pace): Promise<RobotsRules> {
    const url = `${origin}/robots.txt`;
    const answered = await this.#pace.enter(url, pace, this.#closing);
    try {
      const answer = await this.#fetchWeb(url, {
        maxBytes: MOST_BYTES,
        deadlineMs: DEADLINE_MS,
        signal: this.#closing,
      });
      const { status, body } = answer;
      if (status >= 500) {
        throw new Failure(
          'fetch-failed',
          `The site’s robots.txt answered ${status}, which means that nothing may be fetched for now.`,
          { details: { status_code: status } },
        );
      }
      const found = status >= 200 && status < 300;
      return parseRobots(
        found ? decodeHtml(body.subarray(0, ROBOTS_BYTES), 'text/plain; charset=utf-8') : '',
      );
    } finally {
      answered();
    }
  }
}
