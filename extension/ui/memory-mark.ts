import type { AppState } from '../messages.ts';

/** Marks what the memory holds: a page remembered or forgotten anywhere gives another mark. Null while that is not known. */
export function memoryMark(app: AppState | null): string | null {
  if (app === null || app.pages === null) return null;
  return `${app.pages} ${app.last_captured_at}`;
}
