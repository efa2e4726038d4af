import type { ListedPage } from '../../../shared/contract/page.ts';
import { Icon } from '../icon.tsx';
import type { IconName } from '../icon.tsx';
import { sayDate } from '../say-date.ts';
import { SiteMark } from '../site-mark.tsx';
import { sayBytes } from './say-bytes.ts';
import { sayKeep } from './say-keep.ts';
import { sayLanguage } from './say-language.ts';
import { titleOf } from './title-of.ts';
import type { RowActs } from './row-acts.ts';

export interface PageRowProps {
  readonly page: ListedPage;
  readonly now: Date;
  readonly chosen: boolean;
  readonly acts: RowActs;
}

function Facts({ page, now }: { page: ListedPage; now: Date }) {
  const size = page.bytes === undefined ? '' : ` · ${sayBytes(page.bytes)}`;
  return (
    <>
      <div class="r-c">
        <span>
          <SiteMark site={page.domain} />
          <bdi class="clip1">{page.domain}</bdi>
        </span>
        {page.language !== null && <span class="muted">{sayLanguage(page.language)}</span>}
      </div>
      <div class="r-c">
        <time datetime={page.captured_at}>captured {sayDate(page.captured_at, now)}</time>
        <span class="muted num">
          <Icon name={keepIcon(page)} size="small" />
          {sayKeep(page, now)}
          {size}
        </span>
      </div>
    </>
  );
}

function keepIcon({ pinned, retention_policy }: ListedPage): IconName {
  if (pinned === true) return 'pin';
  return retention_policy === 'permanent' ? 'keep' : 'clock';
}

/** One kept page: its title opens the saved copy, its tags narrow the list. */
export function PageRow({ page, now, chosen, acts }: PageRowProps) {
  const title = titleOf(page);
  const language = page.language === null ? {} : { lang: page.language };
  const read = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    acts.read(page);
  };
  return (
    <li class={chosen ? 'r sel' : 'r'} data-page={page.page_id}>
      <label class="check">
        <input
          type="checkbox"
          aria-label={`Select ${title}`}
          checked={chosen}
          onClick={(event) => acts.choose(page, event.shiftKey)}
        />
      </label>
      <div class="r-main">
        <a class="hit-t clip1" href={`#read=${page.page_id}`} dir="auto" onClick={read} {...language}>
          {title}
        </a>
        {page.snippet !== undefined && page.snippet !== '' && (
          <p class="said" dir="auto" {...language}>
            {page.snippet}
          </p>
        )}
        {page.tags.length > 0 && (
          <ul class="tags" aria-label="Tags">
            {page.tags.map((tag) => (
              <li key={tag}>
                <button type="button" class="tag" onClick={() => acts.showTag(tag)}>
                  <bdi class="clip1">{tag}</bdi>
                </button>
              </li>
            ))}
          </ul>
        )}
      </div>
      <Facts page={page} now={now} />
      <a
        class="ibtn ibtn-s"
        href={page.url}
        target="_blank"
        rel="noopener noreferrer"
        aria-label={`Open the page ${title}`}
      >
        <Icon name="open" />
      </a>
    </li>
  );
}
