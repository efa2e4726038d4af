import { useEffect, useRef, useState } from 'preact/hooks';
import type { ListedPage } from '../../../shared/contract/page.ts';
import { Icon } from '../icon.tsx';
import { sayDate } from '../say-date.ts';
import type { Ask } from '../ask.ts';
import type { NamedPage } from '../named-page.ts';
import { ArticleView } from './article-view.ts';
import { PageDetails } from './page-details.tsx';
import { titleOf } from './title-of.ts';
import { useSavedCopy } from './use-saved-copy.ts';
import type { SavedCopy } from './use-saved-copy.ts';

export interface ReaderProps {
  readonly ask: Ask;
  readonly pageId: number;
  readonly now: Date;
  readonly onBack: () => void;
  readonly onChanged: (page: ListedPage) => void;
  readonly onForget: (page: NamedPage) => void;
}

function Article({ page, markdown, now }: SavedCopy & { now: Date }) {
  const title = titleOf(page);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <article class="doc" {...(page.language === null ? {} : { lang: page.language })}>
      <h1 ref={heading} tabIndex={-1} dir="auto">
        {title}
      </h1>
      <p class="by" lang="en">
        <bdi>{page.domain}</bdi> · captured {sayDate(page.captured_at, now)}
      </p>
      {markdown.trim() === '' ? (
        <p lang="en">This saved copy holds no text.</p>
      ) : (
        <ArticleView markdown={markdown} title={page.title} />
      )}
    </article>
  );
}

function Waiting() {
  return (
    <div class="doc" aria-busy="true">
      <h1 class="vh">Reading the saved copy…</h1>
      <div class="sk sk-title" />
      <div class="sk" />
      <div class="sk" />
    </div>
  );
}

function Missing({ sentence, onBack }: { sentence: string; onBack: () => void }) {
  return (
    <section class="say">
      <div role="alert">
        <h1>This saved copy can’t be shown</h1>
        <p>{sentence}</p>
      </div>
      <button type="button" class="btn btn-main" onClick={onBack}>
        Back to library
      </button>
    </section>
  );
}

/** A saved copy as text, and what a person can change of it. */
export function Reader({ ask, pageId, now, onBack, onChanged, onForget }: ReaderProps) {
  const copy = useSavedCopy(ask, pageId);
  const [changed, setChanged] = useState<ListedPage | null>(null);
  const saved = copy === null || 'refused' in copy ? null : { ...copy, page: changed ?? copy.page };
  const keep = (page: ListedPage) => {
    setChanged(page);
    onChanged(page);
  };
  return (
    <div class="reader">
      <header class="top">
        <button type="button" class="btn" onClick={onBack}>
          <Icon name="left" size="small" />
          Back to library
        </button>
        <span class="grow" />
        {saved !== null && (
          <a class="btn" href={saved.page.url} target="_blank" rel="noopener noreferrer">
            <Icon name="open" size="small" />
            Open the live page
          </a>
        )}
      </header>
      <div class="read">
        <main class="copy">
          {copy === null && <Waiting />}
          {copy !== null && 'refused' in copy && <Missing sentence={copy.sentence} onBack={onBack} />}
          {saved !== null && <Article {...saved} now={now} />}
        </main>
        {saved !== null && (
          <PageDetails
            ask={ask}
            page={saved.page}
            now={now}
            onChanged={keep}
            onForget={() => onForget(saved.page)}
          />
        )}
      </div>
    </div>
  );
}
