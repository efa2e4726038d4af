import type { AppState } from '../messages.ts';
import { sayCount } from './say-count.ts';

/** What a power cut would cost now, in plain words; null while pages wait or nobody can say. */
export function sayLoss({ paired, running, pages, to_redo, waiting }: AppState): string | null {
  if (!paired || !running || pages === null || to_redo === null || waiting > 0) return null;
  const again =
    to_redo === 0 ? '' : ` Only search by meaning would catch up on ${sayCount(to_redo, 'change')}.`;
  return `If the power went now, no saved page would be lost.${again}`;
}
