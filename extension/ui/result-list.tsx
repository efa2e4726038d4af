import { useRef } from 'preact/hooks';
import type { FoundPassage } from '../../shared/contract/passage.ts';
import { ResultRow } from './result-row.tsx';

export interface ResultListProps {
  readonly results: readonly FoundPassage[];
  readonly now: Date;
  readonly selected: number;
  readonly onSelect: (index: number) => void;
  readonly onOpen: (found: FoundPassage, background: boolean) => void;
  readonly onForget: (found: FoundPassage) => void;
  /** Asked for by ↑ on the first result and by /. */
  readonly onLeave: () => void;
  /** Asked for by ?. */
  readonly onKeys: () => void;
}

/** The results as a list of links; keys move real focus along their titles. */
export function ResultList(props: ResultListProps) {
  const { results, selected, onSelect, onOpen, onForget, onLeave, onKeys } = props;
  const list = useRef<HTMLOListElement>(null);

  const focusTitle = (index: number) => {
    if (index < 0) return onLeave();
    const titles = list.current?.querySelectorAll<HTMLElement>('.hit-t');
    titles?.[Math.min(index, results.length - 1)]?.focus();
    return undefined;
  };
  const open = (event: KeyboardEvent) => {
    const found = results[selected];
    const onTitle = event.target instanceof HTMLElement && event.target.matches('.hit-t');
    if (onTitle && found !== undefined) onOpen(found, event.ctrlKey || event.metaKey);
    return onTitle;
  };
  const keys: Readonly<Record<string, (event: KeyboardEvent) => unknown>> = {
    ArrowDown: () => focusTitle(selected + 1),
    ArrowUp: () => focusTitle(selected - 1),
    Home: () => focusTitle(0),
    End: () => focusTitle(results.length - 1),
    Enter: open,
    Delete: () => results[selected] !== undefined && onForget(results[selected]),
    '/': onLeave,
    '?': onKeys,
  };
  const press = (event: KeyboardEvent) => {
    const act = event.altKey ? undefined : keys[event.key];
    if (act === undefined || act(event) === false) return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <ol ref={list} onKeyDown={press}>
      {results.map((found, index) => (
        <ResultRow
          key={found.passage_id}
          found={found}
          now={props.now}
          selected={index === selected}
          onSelect={() => onSelect(index)}
          onOpen={(background) => onOpen(found, background)}
          onForget={() => onForget(found)}
        />
      ))}
    </ol>
  );
}
