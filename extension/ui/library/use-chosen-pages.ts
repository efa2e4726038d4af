import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { ListedPage } from '../../../shared/contract/page.ts';

export interface ChosenPages {
  readonly ids: ReadonlySet<number>;
  /** In the order of the list. */
  readonly pages: readonly ListedPage[];
  /** Chooses a page or takes it back; `through`: all from the page chosen before, to this one. */
  readonly choose: (page: ListedPage, through: boolean) => void;
  readonly chooseAll: () => void;
  readonly clear: () => void;
}

/** The pages a person has selected among those listed; pages that leave the list leave the selection. */
export function useChosenPages(listed: readonly ListedPage[]): ChosenPages {
  const [ids, setIds] = useState<ReadonlySet<number>>(new Set());
  const lastRef = useRef<number | null>(null);
  const pages = useMemo(() => listed.filter(({ page_id }) => ids.has(page_id)), [listed, ids]);
  useEffect(() => {
    if (pages.length !== ids.size) setIds(new Set(pages.map(({ page_id }) => page_id)));
  }, [pages, ids]);

  const choose = (page: ListedPage, through: boolean) => {
    const next = new Set(ids);
    const from = listed.findIndex(({ page_id }) => page_id === lastRef.current);
    if (through && from !== -1) {
      const to = listed.indexOf(page);
      for (const { page_id } of listed.slice(Math.min(from, to), Math.max(from, to) + 1)) next.add(page_id);
    } else if (!next.delete(page.page_id)) next.add(page.page_id);
    lastRef.current = page.page_id;
    setIds(next);
  };
  return {
    ids,
    pages,
    choose,
    chooseAll: () => setIds(new Set(listed.map(({ page_id }) => page_id))),
    clear: () => setIds(new Set()),
  };
}
