import type { ImageAnswer } from '../../shared/contract/image.ts';
import type { TargetAnswer } from '../../shared/contract/target.ts';
import type { RefusedMessage } from '../messages.ts';
import { askApp } from './ask-app.ts';
import { toImageRequest } from './to-image-request.ts';
import { toTargetRequest } from './to-target-request.ts';
import type { Ask } from './ask.ts';
import type { SearchNarrowing } from './search-narrowing.ts';

/** What a question brought: pages with a passage each, or pictures. */
export type Answer =
  | { readonly kind: 'pages'; readonly found: TargetAnswer }
  | { readonly kind: 'pictures'; readonly found: ImageAnswer };

/** Asks the app for what the chips say, pages or pictures. */
export async function askQuestion(
  ask: Ask,
  question: string,
  narrowing: SearchNarrowing,
  now: Date,
): Promise<Answer | RefusedMessage> {
  if (narrowing.lookIn === 'images') {
    const found = await askApp(ask, 'searchImages', toImageRequest(question, narrowing, now));
    return 'refused' in found ? found : { kind: 'pictures', found };
  }
  const found = await askApp(ask, 'searchTarget', toTargetRequest(question, narrowing, now));
  return 'refused' in found ? found : { kind: 'pages', found };
}
