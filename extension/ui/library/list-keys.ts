import type { ListedPage } from '../../../shared/contract/page.ts';

/** What single keys do in the list, to the page they are pressed on. */
export interface KeyActs {
  readonly choose: (page: ListedPage, through: boolean) => void;
  readonly editTags: (page: ListedPage) => void;
  readonly forget: (page: ListedPage) => void;
  readonly search: () => void;
  readonly showKeys: () => void;
}

/** Whether letters belong to what the focus is in. */
function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.matches('input:not([type=checkbox], [type=radio]), textarea, select, dialog[open] *'))
  );
}

/** Does what a key says and answers whether it said anything. `pages` are those of `rows`, which holds lists of them. */
export function pressKey(
  event: KeyboardEvent,
  rows: HTMLElement,
  pages: readonly ListedPage[],
  acts: KeyActs,
): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return false;
  const row = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-page]') : null;
  const page =
    row === null ? undefined : pages.find(({ page_id }) => String(page_id) === row.dataset['page']);
  const onPage: Readonly<Record<string, ((on: ListedPage) => void) | undefined>> = {
    x: (on) => acts.choose(on, event.shiftKey),
    '#': acts.editTags,
    Delete: acts.forget,
  };
  const anywhere: Readonly<Record<string, (() => void) | undefined>> = {
    j: () => focusTitle(row === null ? rows.querySelector('[data-page]') : nextRow(row)),
    k: () => focusTitle(row === null ? null : rowBefore(row)),
    '/': acts.search,
    '?': acts.showKeys,
  };
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const act = anywhere[key];
  if (act !== undefined) act();
  else if (page !== undefined && onPage[key] !== undefined) onPage[key]?.(page);
  else return false;
  return true;
}

function nextRow(row: Element): Element | null {
  return row.nextElementSibling ?? row.parentElement?.nextElementSibling?.firstElementChild ?? null;
}

function rowBefore(row: Element): Element | null {
  return row.previousElementSibling ?? row.parentElement?.previousElementSibling?.lastElementChild ?? null;
}

function focusTitle(row: Element | null): void {
  row?.querySelector<HTMLElement>('.hit-t')?.focus();
}
