import { useEffect, useState } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import { Icon } from './icon.tsx';
import { Key } from './key.tsx';
import { PageHead } from './page-head.tsx';
import { sayCount } from './say-count.ts';
import { sayDate } from './say-date.ts';
import { sayRetention } from './say-retention.ts';
import { TagField } from './tag-field.tsx';
import type { ListedPage } from '../../shared/contract/page.ts';
import type { Ask } from './ask.ts';
import type { IconName } from './icon.tsx';
import type { PageActs } from './page-acts.ts';
import type { RememberDraft } from './remember-draft.ts';

export interface RememberedCardProps {
  readonly ask: Ask;
  readonly page: ListedPage;
  /** The page reads otherwise now: updating is the main action, else opening the saved copy is. */
  readonly changed: boolean;
  readonly now: Date;
  readonly draft: RememberDraft;
  readonly acts: PageActs;
  readonly onDraft: (change: Partial<RememberDraft>) => void;
}

interface DoProps {
  readonly icon: IconName;
  readonly words: string;
  readonly main: boolean;
  readonly onClick: () => void;
}

function Do({ icon, words, main, onClick }: DoProps): ComponentChildren {
  return (
    <button type="button" class={main ? 'btn btn-main btn-big' : 'btn btn-link end'} onClick={onClick}>
      {main && <Icon name={icon} size="large" />}
      {words} {main && <Key press="Ctrl+Enter" />}
    </button>
  );
}

/** A page that is remembered: when, how long, and what can be done with it. Its tags are kept as they are changed. */
export function RememberedCard({ ask, page, changed, now, draft, acts, onDraft }: RememberedCardProps) {
  const [tags, setTags] = useState<readonly string[]>(page.tags);
  useEffect(() => setTags(page.tags), [page]);
  const retag = async (wanted: readonly string[]) => {
    setTags(wanted);
    if (!(await acts.retag(page, wanted))) setTags(page.tags);
  };
  const openCopy = (
    <Do icon="library" words="Open saved copy" main={!changed} onClick={() => acts.openCopy(page.page_id)} />
  );
  const update = (
    <Do icon="refresh" words="Update saved copy" main={changed} onClick={() => acts.remember()} />
  );
  return (
    <section class="card this" aria-label="This page">
      <PageHead
        title={page.title}
        url={page.url}
        language={page.language}
        fact={`captured ${sayDate(page.captured_at, now)}`}
      />
      <p class="row-x" role="status">
        <span class="badge">
          <Icon name="check" size="small" />
          Remembered
        </span>
        {changed && (
          <span class="badge badge-pen">
            <Icon name="diff" size="small" />
            Changed since
          </span>
        )}
      </p>
      <TagField
        ask={ask}
        page={page}
        tags={tags}
        typing={draft.typing}
        onChange={(change) => {
          onDraft({ typing: change.typing });
          if (change.tags !== tags) void retag(change.tags);
        }}
      />
      {page.note !== null && page.note !== '' && (
        <p class="note-said" dir="auto">
          {page.note}
        </p>
      )}
      <div class="two">
        {changed ? update : openCopy}
        <button type="button" class="btn btn-bad btn-big" onClick={() => acts.forget(page)}>
          <Icon name="trash" />
          Forget
        </button>
      </div>
      <p class="hit-m">
        <span>Keep: {sayRetention(page.retention_policy)}</span>
        <span aria-hidden="true">·</span>
        <span>{sayCount(page.passages, 'passage')}</span>
        {changed ? openCopy : update}
      </p>
    </section>
  );
}
