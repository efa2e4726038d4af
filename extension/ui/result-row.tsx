import type { FoundPassage } from '../../shared/contract/passage.ts';
import { cutSnippet } from './cut-snippet.ts';
import { Icon } from './icon.tsx';
import { Key } from './key.tsx';
import { sayDate } from './say-date.ts';
import { SiteMark } from './site-mark.tsx';
import { Tags } from './tags.tsx';
import { openAs } from './open-as.ts';
import type { ListActs } from './list-acts.ts';

export interface ResultRowProps {
  readonly found: FoundPassage;
  readonly index: number;
  readonly now: Date;
  readonly selected: boolean;
  readonly acts: ListActs;
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
export function ResultRow({ found, index, now, selected, acts }: ResultRowProps) {
  const title = found.title.trim() === '' ? found.url : found.title;
  const open = (event: MouseEvent) => {
    event.preventDefault();
    openAs(event, index, acts);
  };
  return (
    <li class={selected ? 'hit is-on' : 'hit'} onFocusIn={() => acts.select(index)}>
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
      <Tags tags={found.tags}>
        {selected && (
          <button type="button" class="tag tag-add" onClick={() => acts.editTags(index)}>
            <Icon name="plus" size="small" />
            Edit tags<span class="vh"> of {title}</span>
          </button>
        )}
      </Tags>
      {selected && (
        <div class="hit-do">
          <button type="button" class="btn btn-main btn-s" onClick={open}>
            <Icon name="quote" size="small" />
            Open at the sentence <Key press="Enter" />
          </button>
          <button type="button" class="btn btn-s" onClick={() => acts.openCopy(index)}>
            Saved copy <Key press="Shift+Enter" />
          </button>
          <button
            type="button"
            class="ibtn ibtn-s end"
            aria-label={`Forget ${title}`}
            onClick={() => acts.forget(index)}
          >
            <Icon name="trash" />
          </button>
        </div>
      )}
    </li>
  );
}
