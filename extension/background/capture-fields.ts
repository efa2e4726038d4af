import type { PageCapture } from '../../shared/contract/page.ts';
import type { PageFacts } from '../capture/capture-messages.ts';
import type { Messages } from '../messages.ts';
import { pictureFirst } from './picture-first.ts';

/** What a person chose for the page. */
export type Choices = Omit<Messages['remember'][0], 'tab_id'> & {
  /** The words a person selected, where the page's own script cannot see them, as in a frame. */
  readonly selection?: string;
  /** Address of the picture a person pointed at. */
  readonly picture?: string;
};

/** All that travels with a page's markup: what it says of itself, and what a person chose. */
export function captureFields(
  facts: PageFacts,
  capture_id: string,
  choices: Choices,
): Omit<PageCapture, 'html'> {
  const { tags, note, retention_policy, selection, picture, allow_blocked } = choices;
  return {
    ...(selection === undefined ? {} : { selection }),
    ...pictureFirst(facts, picture),
    capture_id,
    captured_at: new Date().toISOString(),
    tags,
    retention_policy,
    ...(note === '' ? {} : { note }),
    ...(allow_blocked === true ? { allow_blocked } : {}),
  };
}
