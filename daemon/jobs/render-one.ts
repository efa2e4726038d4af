import type { RendererName } from '../../shared/contract/renderer.ts';
import { LIMITS } from '../../shared/contract/limits.ts';
import { autoRenderer } from '../crawl/auto-renderer.ts';
import type { RenderedPage } from '../crawl/renderer.ts';
import { Failure } from '../failure.ts';
import type { SharedTools } from './job-tools.ts';
import { chooseRenderer } from './start-jobs.ts';

/** One person's one page: two of them on one site wait for each other's answer only. */
const PACE = { delayMs: 0, concurrent: 4 };
const DEADLINE_MS = 45_000;

export type RenderTools = Pick<SharedTools, 'blocklist' | 'crawl4ai' | 'pace' | 'renderers'>;

/** Brings one page that somebody waits for. Fails with `bad-input`, `blocked`, `address-forbidden`, `fetch-failed`, `not-html`, `too-large`. */
export async function renderOne(
  url: string,
  asked: RendererName | 'auto' | undefined,
  tools: RenderTools,
  deadlineMs = DEADLINE_MS,
): Promise<RenderedPage> {
  const { renderers, crawl4ai } = tools;
  const chosen = chooseRenderer(asked, tools);
  if (chosen === 'you') {
    throw new Failure(
      'conflict',
      'Open the page in your browser to remember it there; one page is not sent for.',
    );
  }
  const isAuto = asked !== chosen && crawl4ai.mode !== 'none';
  const renderer = isAuto ? autoRenderer(renderers.fetch, renderers.crawl4ai, crawl4ai) : renderers[chosen];
  const signal = AbortSignal.timeout(deadlineMs);
  const order = {
    allow: async (hop: string) => tools.blocklist.requireAllowed([hop]),
    enter: (hop: string) => tools.pace.enter(hop, PACE, signal),
    rest: () => undefined,
    maxBytes: LIMITS.captureBytes,
    signal,
    validators: null,
    patient: false,
  };
  const page = await renderer.render(url, order).catch((cause: unknown) => {
    if (cause instanceof Failure || !signal.aborted) throw cause;
    throw new Failure('fetch-failed', `The page did not come within ${deadlineMs / 1_000} s.`, { cause });
  });
  if (page === null) throw new Failure('fetch-failed', 'The site sent no page.');
  return page;
}
