import type { RefusedMessage } from '../messages.ts';

/** What a screen shows when its question to the background never came back. */
export const LOST_ANSWER: RefusedMessage = {
  refused: true,
  code: 'lost',
  sentence: 'Something went wrong. Try again.',
};
