import { useId, useState } from 'preact/hooks';
import { LIMITS } from '../../../shared/contract/limits.ts';
import type { ListedPage } from '../../../shared/contract/page.ts';
import { askApp } from '../ask-app.ts';
import { Icon } from '../icon.tsx';
import { KeepChoice } from '../keep-choice.tsx';
import { TagField } from '../tag-field.tsx';
import type { Ask } from '../ask.ts';
import { EarlierCopies } from './earlier-copies.tsx';
import { draftOf, editOf } from './page-draft.ts';
import type { PageDraft } from './page-draft.ts';
import { sayBytes } from './say-bytes.ts';
import { explainKeep } from './say-keep.ts';
import { sayLanguage } from './say-language.ts';

export interface PageDetailsProps {
  readonly ask: Ask;
  readonly page: ListedPage;
  readonly now: Date;
  readonly onChanged: (page: ListedPage) => void;
  readonly onForget: () => void;
}

function Facts({ page, now }: { page: ListedPage; now: Date }) {
  const facts = [
    ['Keep', explainKeep(page, now)],
    ...(page.bytes === undefined ? [] : [['Size', sayBytes(page.bytes)]]),
    ['Passages', page.passages.toLocaleString('en-GB')],
    ...(page.language === null ? [] : [['Language', sayLanguage(page.language)]]),
    ['Saved from', page.url],
  ];
  return (
    <section aria-labelledby="details-title">
      <h2 class="sec" id="details-title">
        Details
      </h2>
      <dl class="facts">
        {facts.map(([name, fact]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <bdi>{fact}</bdi>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

interface FieldsProps {
  readonly ask: Ask;
  readonly page: ListedPage;
  readonly draft: PageDraft;
  readonly onDraft: (change: Partial<PageDraft>) => void;
}

function Fields({ ask, page, draft, onDraft }: FieldsProps) {
  const title = useId();
  const note = useId();
  return (
    <>
      <div>
        <label class="label" for={title}>
          Title
        </label>
        <div class="field">
          <input
            id={title}
            autocomplete="off"
            dir="auto"
            maxlength={LIMITS.titleCharacters}
            value={draft.title}
            onInput={(event) => onDraft({ title: event.currentTarget.value })}
          />
        </div>
      </div>
      <TagField ask={ask} page={page} tags={draft.tags} typing={draft.typing} onChange={onDraft} />
      <div>
        <label class="label" for={note}>
          Your note
        </label>
        <div class="field">
          <textarea
            id={note}
            rows={3}
            dir="auto"
            maxlength={LIMITS.noteCharacters}
            value={draft.note}
            onInput={(event) => onDraft({ note: event.currentTarget.value })}
          />
        </div>
      </div>
      <KeepChoice draft={draft} onChange={onDraft} />
      <label class="pin-choice">
        <span class="check">
          <input
            type="checkbox"
            checked={draft.pinned}
            onChange={(event) => onDraft({ pinned: event.currentTarget.checked })}
          />
        </span>
        Pin: keep it until I forget it
      </label>
    </>
  );
}

/** What is known of a page and what a person has added to it; nothing changes until Save changes. */
export function PageDetails({ ask, page, now, onChanged, onForget }: PageDetailsProps) {
  const [draft, setDraft] = useState(() => draftOf(page));
  const [words, setWords] = useState({ said: '', refused: '' });
  const edit = editOf(page, draft);
  const changes = edit === null || Object.keys(edit).length > 0;

  const save = async (event: Event) => {
    event.preventDefault();
    if (edit === null) return;
    const answer = await askApp(ask, 'editPage', { id: page.page_id, ...edit });
    if ('refused' in answer) return setWords({ said: '', refused: answer.sentence });
    setWords({ said: 'Saved.', refused: '' });
    setDraft(draftOf(answer));
    return onChanged(answer);
  };
  const change = (part: Partial<PageDraft>) => {
    setDraft({ ...draft, ...part });
    setWords({ said: '', refused: '' });
  };
  return (
    <aside class="pane pane-b" aria-label="About this page">
      <form class="change" onSubmit={(event) => void save(event)}>
        <Fields ask={ask} page={page} draft={draft} onDraft={change} />
        {words.refused !== '' && (
          <p class="unfit" role="alert">
            {words.refused}
          </p>
        )}
        <div class="row-x">
          <span class="muted grow" role="status">
            {words.said}
          </span>
          {changes && (
            <button type="button" class="btn" onClick={() => change(draftOf(page))}>
              Undo changes
            </button>
          )}
          <button type="submit" class="btn btn-main" disabled={!changes || edit === null}>
            Save changes
          </button>
        </div>
      </form>
      <hr />
      <Facts page={page} now={now} />
      <EarlierCopies ask={ask} pageId={page.page_id} now={now} language={page.language} />
      <button type="button" class="btn btn-bad" onClick={onForget}>
        <Icon name="trash" size="small" />
        Forget this page…
      </button>
    </aside>
  );
}
