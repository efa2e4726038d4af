import { forgetMany } from '../policy/forget-many.ts';
import type { ForgetTools } from '../policy/forget-page.ts';
import { showReceipt } from '../policy/forget-receipt.ts';
import { undoForgetting } from '../policy/forget-undo.ts';
import type { UndoTools } from '../policy/forget-undo.ts';
import type { Rooms } from './rooms.ts';

type ForgetRooms = Pick<Rooms, 'forgetMany' | 'undoForget' | 'receipt'>;

/** Forgetting by conditions: looking first, doing it, taking it back, and what came of it. */
export function forgetRooms(house: ForgetTools & UndoTools): ForgetRooms {
  return {
    forgetMany: (request) => forgetMany(request, house),
    undoForget: ({ id }) => undoForgetting(id, house),
    receipt: ({ id }) => showReceipt(id, house.store),
  };
}
