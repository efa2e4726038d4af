import type { TargetRequest } from '../../../shared/contract/target.ts';
import type { Messages } from '../../messages.ts';
import type { Ask } from '../ask.ts';
import { NOW, READY } from './sample-app.ts';
import { answerTarget, ENDPOINTS } from './sample-endpoints.ts';
import { sampleThumbnail } from './sample-images.ts';
import { RESULTS } from './sample-results.ts';
import type { SampleEndpoints } from './sample-endpoints.ts';

type Background = {
  readonly [N in keyof Messages]: (request: Messages[N][0]) => Messages[N][1] | Promise<Messages[N][1]>;
};

/** What was asked of the background and of the browser, in order; a test reads it from the page. */
export const ASKED: { name: string; request: unknown }[] = [];

const NO_SAMPLE = { refused: true, code: 'not-found', sentence: 'There is no sample of this.' } as const;

/** A background that answers every question from samples; `answers` and `endpoints` replace some of them.
 * The question `late` is answered after the next one. */
export function sampleAsk(answers: Partial<Background>, endpoints: SampleEndpoints = {}): Ask {
  let kept = RESULTS;
  let sayLate: (() => void) | undefined;
  const app: SampleEndpoints = {
    ...ENDPOINTS,
    searchTarget: (request) => {
      const answer = answerTarget(request as TargetRequest, kept);
      if (request.query === 'late') {
        return new Promise((resolve) => {
          sayLate = () => resolve(answer);
        });
      }
      queueMicrotask(() => sayLate?.());
      return answer;
    },
    ...endpoints,
  };
  const all: Background = {
    'app-state': () => READY,
    'page-state': () => ({
      kind: 'idle',
      title: 'Backing up a live database without stopping it',
      url: 'https://db-handbook.example/backup',
    }),
    remember: () => ({ kind: 'working', title: '', step: 'sending' }),
    'cancel-remember': () => ({ kind: 'unsupported' }),
    'remember-link': () => ({ kind: 'unsupported' }),
    'never-remember': () => ({ kind: 'unsupported' }),
    'look-for-change': () => ({ kind: 'unsupported' }),
    'ask-daemon': ({ endpoint, request }) => {
      const answer = app[endpoint] as ((request: unknown) => unknown) | undefined;
      return answer?.(request) ?? NO_SAMPLE;
    },
    thumbnail: ({ image_id }) => ({ data_url: sampleThumbnail(image_id) }),
    'open-passage': () => ({ opened: true }),
    forget: ({ url }) => {
      kept = kept.filter((found) => found.url !== url);
      const receipt_id = '7f3a91c2-0000-4000-8000-000000000000';
      return { forgotten: 1, receipt_id, job_id: `forget-${receipt_id}` };
    },
    'undo-forget': () => ({ restored: 1 }),
    'last-forgotten': () => null,
    pair: () => ({ paired: true }),
    unpair: () => ({ paired: false }),
    'drain-outbox': () => READY,
    'list-waiting': () => ({ waiting: [] }),
    'drop-waiting': () => READY,
    ...answers,
  };
  return async (name, request) => {
    ASKED.push({ name, request });
    return all[name](request);
  };
}

export const clock = () => NOW;
