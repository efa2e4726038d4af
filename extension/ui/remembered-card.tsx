import { Icon } from './icon.tsx';
import { Key } from './key.tsx';
import { PageHead } from './page-head.tsx';
import { sayCount } from './say-count.ts';
import { sayDate } from './say-date.ts';
import { sayRetention } from './say-retention.ts';
import { TagField } from './tag-field.tsx';
import type { ListedPage } from '../../shared/contract/page.ts';
import type { RememberDraft } from './remember-draft.ts';

export interface RememberedCardProps {
  readonly page: ListedPage;
  readonly now: Date;
  readonly draft: RememberDraft;
  readonly onDraft: (change: Partial<RememberDraft>) => void;
  readonly onUpdate: () => void;
  readonly onForget: () => void;
}

/** A page that is remembered: when, how long, and what can be done with it. */
export function RememberedCard({ page, now, draft, onDraft, onUpdate, onForget }: RememberedCardProps) {
  return (
    <section class="card this" aria-label="This page">
      <PageHead
        title={page.title}
        url={page.url}
        language={page.language}
        fact={`captured ${sayDate(page.captured_at, now)}`}
      />
      <p class="row-x">
        <span class="badge">
          <Icon name="check" size="small" />
          Remembered
        </span>
      </p>
      <TagField kept={page.tags} tags={draft.tags} typing={draft.typing} onChange={onDraft} />
      {page.note !== null && page.note !== '' && (
        <p class="note-said" dir="auto">
          {page.note}
        </p>
      )}
      <div class="two">
        <button type="button" class="btn btn-main btn-big" onClick={onUpdate}>
          <Icon name="refresh" size="large" />
          Update saved copy <Key press="Ctrl+Enter" />
        </button>
        <button type="button" class="btn btn-bad btn-big" onClick={onForget}>
          <Icon name="trash" />
          Forget
        </button>
      </div>
      <p class="hit-m">
        <span>Keep: {sayRetention(page.retention_policy)}</span>
        <span aria-hidden="true">·</span>
        <span>{sayCount(page.passages, 'passage')}</span>
      </p>
    </section>
  );
}
