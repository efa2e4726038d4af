import { useRef } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import type { FoundPassage } from '../../shared/contract/passage.ts';
import { byTagsOnly } from './by-tags-only.ts';
import { pressInList } from './press-in-list.ts';
import { ResultRow } from './result-row.tsx';
import type { ListActs } from './list-acts.ts';

export interface ResultListProps {
  readonly results: readonly FoundPassage[];
  /** Stands before the first page that only tags brought, and at the end where none is shown. */
  readonly tagRow: ComponentChildren;
  readonly now: Date;
  readonly selected: number;
  readonly acts: ListActs;
}

/** The results as lists of links; keys move real focus along their titles. */
export function ResultList({ results, tagRow, now, selected, acts }: ResultListProps) {
  const list = useRef<HTMLDivElement>(null);
  const press = (event: KeyboardEvent) => {
    const links = [...(list.current?.querySelectorAll<HTMLElement>('.hit-t') ?? [])];
    const moves = { ArrowDown: selected + 1, ArrowUp: selected - 1 };
    pressInList(event, { links, selected, acts }, moves, {
      '#': () => acts.editTags(selected),
      Delete: () => acts.forget(selected),
    });
  };
  const direct = results.filter((found) => !byTagsOnly(found));
  const row = (found: FoundPassage, index: number) => (
    <ResultRow
      key={found.page_id}
      found={found}
      index={index}
      now={now}
      selected={index === selected}
      acts={acts}
    />
  );
  return (
    <div ref={list} onKeyDown={press}>
      <ol>{direct.map(row)}</ol>
      {tagRow}
      {direct.length < results.length && (
        <ol start={direct.length + 1}>
          {results.filter(byTagsOnly).map((found, index) => row(found, direct.length + index))}
        </ol>
      )}
    </div>
  );
}
