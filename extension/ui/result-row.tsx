import type { FoundPassage } from '../../shared/contract/passage.ts';
import { cutSnippet } from './cut-snippet.ts';
import { Icon } from './icon.tsx';
import { Key } from './key.tsx';
import { sayDate } from './say-date.ts';
import { SiteMark } from './site-mark.tsx';

export interface ResultRowProps {
  readonly found: FoundPassage;
  readonly now: Date;
  readonly selected: boolean;
  readonly onSelect: () => void;
  readonly onOpen: (background: boolean) => void;
  readonly onForget: () => void;
}

function Said({ found }: { found: FoundPassage }) {
  const sentence = Math.max(0, found.content.indexOf(found.anchor.exact));
  const pieces = cutSnippet(found.content, found.highlights, found.kind, sentence).map(
    ({ at, text, marked }) => (marked ? <mark key={at}>{text}</mark> : text),
  );
  const language = found.language === null ? {} : { lang: found.language };
  return (
    <p class={found.kind === 'code' ? 'said said-code' : 'said'} dir="auto" {...language}>
      {found.kind === 'code' ? <code>{pieces}</code> : pieces}
    </p>
  );
}

/** One found page: its title leads to the sentence, its passage says why. */
export function ResultRow({ found, now, selected, onSelect, onOpen, onForget }: ResultRowProps) {
  const title = found.title.trim() === '' ? found.url : found.title;
  const open = (event: MouseEvent) => {
    event.preventDefault();
    onOpen(event.ctrlKey || event.metaKey);
  };
  return (
    <li class={selected ? 'hit is-on' : 'hit'} onFocusIn={onSelect}>
      <a
        class="hit-t clip1"
        href={found.jump_url}
        dir="auto"
        onClick={open}
        {...(selected ? { 'aria-current': true } : {})}
        {...(found.language === null ? {} : { lang: found.language })}
      >
        {title}
      </a>
      <div class="hit-m">
        <SiteMark site={found.domain} />
        <bdi class="clip1">{found.domain}</bdi>
        <span aria-hidden="true">·</span>
        <time datetime={found.captured_at}>captured {sayDate(found.captured_at, now)}</time>
      </div>
      <Said found={found} />
      {found.tags.length > 0 && (
        <ul class="tags" aria-label="Tags">
          {found.tags.map((tag) => (
            <li key={tag} class="tag">
              <bdi>{tag}</bdi>
            </li>
          ))}
        </ul>
      )}
      {selected && (
        <div class="hit-do">
          <button type="button" class="btn btn-main btn-s" onClick={open}>
            <Icon name="quote" size="small" />
            Open at the sentence <Key press="Enter" />
          </button>
          <button type="button" class="ibtn ibtn-s end" aria-label={`Forget ${title}`} onClick={onForget}>
            <Icon name="trash" />
          </button>
        </div>
      )}
    </li>
  );
}
