import { ClosestSentence } from './closest-sentence.tsx';
import { Icon } from './icon.tsx';
import { ImageFilter } from './image-filter.tsx';
import { ImageGrid } from './image-grid.tsx';
import { NothingFound } from './nothing-found.tsx';
import { ResultList } from './result-list.tsx';
import { SearchedInstead } from './searched-instead.tsx';
import { TagRow } from './tag-row.tsx';
import { byTagsOnly } from './by-tags-only.ts';
import { isQuestion } from './is-question.ts';
import { sayCount } from './say-count.ts';
import { useQuote } from './use-quote.ts';
import type { Ask } from './ask.ts';
import type { FoundPlace } from './found-places.ts';
import type { ListActs } from './list-acts.ts';
import type { Search } from './use-search.ts';
import type { ImageAnswer } from '../../shared/contract/image.ts';
import type { TargetAnswer } from '../../shared/contract/target.ts';

export interface FoundProps {
  readonly ask: Ask;
  readonly search: Search;
  /** What is shown, in order. */
  readonly places: readonly FoundPlace[];
  readonly now: Date;
  readonly selected: number;
  readonly acts: ListActs;
  /** Whether pages that only tags brought are shown. */
  readonly widened: boolean;
  readonly onWiden: (widened: boolean) => void;
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

function Heading({ search, places }: FoundProps) {
  const { settled, refused, answer } = search;
  const thing = answer?.kind === 'pictures' ? 'image' : 'page';
  const words =
    !settled || refused !== null || answer === null ? '' : `${sayCount(places.length, thing)} found`;
  return (
    <>
      {answer?.found.results.length !== 0 && <h1 class="vh">Results</h1>}
      <p class="vh" role="status">
        {words}
      </p>
    </>
  );
}

function Pages({ found, ...props }: FoundProps & { found: TargetAnswer }) {
  const { ask, search, now, selected, acts, widened, onWiden } = props;
  const quote = useQuote(ask, search, found, now);
  const brought = found.results.filter(byTagsOnly).length;
  const tagRow = brought > 0 && (
    <TagRow tags={found.discovered_tags} more={brought} on={widened} onTurn={onWiden} />
  );
  const results = widened ? found.results : found.results.filter((one) => !byTagsOnly(one));
  return (
    <>
      {found.respelled !== undefined && (
        <SearchedInstead
          respelled={found.respelled}
          onAsTyped={() => search.narrow({ ...search.narrowing, asTyped: true })}
        />
      )}
      {found.notice !== undefined && (
        <div class="notice-row">
          <div class="notice notice-warn" role="status">
            <Icon name="clock" />
            <span>{found.notice}</span>
          </div>
        </div>
      )}
      {quote !== null && (
        <ClosestSentence answer={quote === 'looking' ? null : quote} now={now} acts={acts} />
      )}
      {found.evidence?.found === false && isQuestion(found.query) && (
        <div class="notice-row">
          <p class="notice" role="status">
            Nothing you saved answers this. The nearest pages are below.
          </p>
        </div>
      )}
      <ResultList results={results} tagRow={tagRow} now={now} selected={selected} acts={acts} />
    </>
  );
}

function Pictures({ found, ...props }: FoundProps & { found: ImageAnswer }) {
  const { ask, search, places, selected, acts } = props;
  return (
    <>
      <ImageFilter
        narrowing={search.narrowing}
        formats={search.facets.formats}
        total={found.total}
        onNarrow={search.narrow}
      />
      <ImageGrid ask={ask} images={found.results} places={places} selected={selected} acts={acts} />
    </>
  );
}

function Shown(props: FoundProps) {
  const { answer, refused, narrowing, narrow } = props.search;
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
  const wanted = narrowing.lookIn === 'images' ? 'pictures' : 'pages';
  if (answer === null || answer.kind !== wanted) return <Skeleton />;
  if (answer.found.results.length === 0) {
    const { query } = answer.found;
    const notice = answer.kind === 'pages' ? answer.found.notice : undefined;
    return <NothingFound question={query} notice={notice} narrowing={narrowing} onNarrow={narrow} />;
  }
  return answer.kind === 'pages' ? (
    <Pages {...props} found={answer.found} />
  ) : (
    <Pictures {...props} found={answer.found} />
  );
}

/** What a search found, or why it found nothing. */
export function Found(props: FoundProps) {
  return (
    <>
      <Heading {...props} />
      <Shown {...props} />
    </>
  );
}
