import { Icon } from './icon.tsx';
import { NothingFound } from './nothing-found.tsx';
import { ResultList } from './result-list.tsx';
import { sayCount } from './say-count.ts';
import type { ResultListProps } from './result-list.tsx';
import type { Search } from './use-search.ts';

export interface FoundProps extends Omit<ResultListProps, 'results'> {
  readonly search: Search;
}

function Skeleton() {
  return (
    <div class="hit" aria-hidden="true">
      <div class="sk sk-title" />
      <div class="sk sk-meta" />
      <div class="sk" />
    </div>
  );
}

function Heading({ search }: { search: Search }) {
  const { settled, refused, answer } = search;
  const words =
    !settled || refused !== null || answer === null ? '' : `${sayCount(answer.results.length, 'page')} found`;
  return (
    <>
      {answer?.results.length !== 0 && <h1 class="vh">Results</h1>}
      <p class="vh" role="status">
        {words}
      </p>
    </>
  );
}

function Shown({ search, ...list }: FoundProps) {
  const { answer, refused } = search;
  if (refused !== null) {
    return (
      <div class="notice-row">
        <div class="notice notice-bad" role="alert">
          <Icon name="warn" />
          <span>{refused.sentence}</span>
        </div>
      </div>
    );
  }
  if (answer === null) return <Skeleton />;
  if (answer.results.length === 0) {
    return <NothingFound question={answer.query} narrowing={search.narrowing} onNarrow={search.narrow} />;
  }
  return (
    <>
      {answer.notice !== undefined && (
        <div class="notice-row">
          <div class="notice notice-warn" role="status">
            <Icon name="clock" />
            <span>{answer.notice}</span>
          </div>
        </div>
      )}
      <ResultList {...list} results={answer.results} />
    </>
  );
}

/** What a search found, or why it found nothing. */
export function Found(props: FoundProps) {
  return (
    <>
      <Heading search={props.search} />
      <Shown {...props} />
    </>
  );
}
