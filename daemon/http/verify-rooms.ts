import { verifyMemory } from '../archive/verify-memory.ts';
import type { VerifyTools } from '../archive/verify-memory.ts';
import type { Rooms } from './rooms.ts';

/** Reading all that is kept; whoever asks while that is under way gets the same answer. */
export function verifyRooms(house: VerifyTools): Pick<Rooms, 'verify'> {
  let running: ReturnType<typeof verifyMemory> | null = null;
  return {
    verify: () => {
      running ??= verifyMemory(house).finally(() => (running = null));
      return running;
    },
  };
}
