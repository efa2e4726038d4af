import type { NewCapture } from '../daemon-client/outbox.ts';
import type { RefusedMessage } from '../messages.ts';
import { setOutboxAlarm } from './deliver-waiting.ts';
import { outbox } from './waiting-room.ts';

const FULL_DISK = 'There is no space left on this computer. Free up space, then try again.';

/** Keeps a capture in the outbox, from where it goes whatever happens to the background; a refusal when there is no room. */
export async function keepWaiting(capture: NewCapture): Promise<RefusedMessage | null> {
  let sentence: string | null = FULL_DISK;
  try {
    await setOutboxAlarm(true);
    sentence = await outbox.add(capture);
  } catch {
    // A disk without room is the one thing that IndexedDB refuses here.
  }
  return sentence === null ? null : { refused: true, code: 'capacity', sentence };
}
