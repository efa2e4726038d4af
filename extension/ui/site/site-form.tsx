import { useState } from 'preact/hooks';
import { draftRetention } from '../draft-retention.ts';
import { Icon } from '../icon.tsx';
import { KeepChoice } from '../keep-choice.tsx';
import { SiteMark } from '../site-mark.tsx';
import { siteOf } from '../site-of.ts';
import { TagField } from '../tag-field.tsx';
import { Choice } from './choice.tsx';
import { draftPages, EMPTY_SITE_DRAFT, MOST_LINKS, MOST_PAGES, partOf } from './site-draft.ts';
import type { SiteCardProps } from './site-card.tsx';
import type { SiteDraft } from './site-draft.ts';

const DEPTHS = Array.from({ length: MOST_LINKS }, (_, at) => [at + 1, String(at + 1)] as const);

const READERS = [
  ['app', 'The app'],
  ['you', 'This browser, as you'],
] as const;

const READER_HINTS = {
  app: 'The app on this computer opens them by itself, as a stranger would.',
  you: 'They open one by one in a window beside this one, as you see them when you are signed in. The browser asks you for this site first. Leave this panel open until it is done.',
} as const;

function withinOptions(url: string, draft: SiteDraft): readonly (readonly [SiteDraft['within'], string])[] {
  const part = partOf(url);
  return [
    ['site', 'This site'],
    ...(part === null ? [] : [['part', `Only ${part}`] as const]),
    // The browser is asked for one site, so no other is opened in it.
    ...(draft.reader === 'you' ? [] : [['anywhere', 'Linked sites too'] as const]),
  ];
}

function PagesField({ draft, change }: { draft: SiteDraft; change: (part: Partial<SiteDraft>) => void }) {
  const unfit = draftPages(draft) === null;
  return (
    <div>
      <label class="label" for="site-pages">
        Pages at most
      </label>
      <div class="field">
        <input
          id="site-pages"
          class="num"
          type="text"
          inputmode="numeric"
          maxlength={3}
          autocomplete="off"
          aria-invalid={unfit}
          {...(unfit ? { 'aria-describedby': 'pages-unfit' } : {})}
          value={draft.pages}
          onInput={(event) => change({ pages: event.currentTarget.value })}
        />
      </div>
      {unfit && (
        <p class="unfit" id="pages-unfit" role="status">
          Write a number of pages from 1 to {MOST_PAGES}.
        </p>
      )}
    </div>
  );
}

/** What a person says about a site before it is remembered. */
export function SiteForm({ ask, site: { url, busy, sentence }, acts }: SiteCardProps) {
  const [draft, setDraft] = useState(EMPTY_SITE_DRAFT);
  const change = (part: Partial<SiteDraft>) => setDraft({ ...draft, ...part });
  const unfit = draftPages(draft) === null || draftRetention(draft) === null;
  return (
    <form
      class="card this site"
      aria-labelledby="site-title"
      onSubmit={(event) => {
        event.preventDefault();
        acts.start(draft);
      }}
    >
      <div class="this-h">
        <SiteMark site={siteOf(url)} large />
        <div class="grow">
          <h1 id="site-title">Remember this site</h1>
          <p class="hit-m">
            <bdi class="clip1">{url}</bdi>
          </p>
        </div>
      </div>
      <Choice
        legend="Links away from this page"
        name="site-depth"
        value={draft.depth}
        options={DEPTHS}
        onChoose={(depth) => change({ depth })}
      />
      <PagesField draft={draft} change={change} />
      <Choice
        legend="Stay within"
        name="site-within"
        value={draft.within}
        options={withinOptions(url, draft)}
        onChoose={(within) => change({ within })}
      />
      <TagField
        ask={ask}
        page={{ title: '', url }}
        tags={draft.tags}
        typing={draft.typing}
        onChange={change}
      />
      <KeepChoice draft={draft} onChange={change} />
      <Choice
        legend="Pages are opened by"
        name="site-reader"
        value={draft.reader}
        options={READERS}
        onChoose={(reader) =>
          change({ reader, ...(reader === 'you' && draft.within === 'anywhere' && { within: 'site' }) })
        }
        hint={READER_HINTS[draft.reader]}
      />
      {sentence !== null && (
        <p class="unfit" role="alert">
          {sentence}
        </p>
      )}
      <div class="two">
        <button type="submit" class="btn btn-main btn-big" disabled={unfit || busy}>
          <Icon name="keep" size="large" />
          Remember this site
        </button>
        <button type="button" class="btn btn-big" onClick={acts.close}>
          Not now
        </button>
      </div>
    </form>
  );
}
