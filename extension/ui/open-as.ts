import type { ListActs } from './list-acts.ts';

/** Opens what was pressed as the keys held say: with Shift its saved copy, with Ctrl in a tab behind this one. */
export function openAs(event: KeyboardEvent | MouseEvent, index: number, acts: ListActs): void {
  if (event.shiftKey) acts.openCopy(index);
  else acts.open(index, event.ctrlKey || event.metaKey);
}
