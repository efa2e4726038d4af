import type { QuotedAnswer } from '../../shared/contract/passage.ts';
import { Icon } from './icon.tsx';
import { sayDate } from './say-date.ts';
import { SiteMark } from './site-mark.tsx';
import type { ListActs } from './list-acts.ts';

export interface ClosestSentenceProps {
  /** Null while it is looked for: its place is kept, so that nothing below it moves. */
  readonly answer: QuotedAnswer | null;
  readonly now: Date;
  readonly acts: ListActs;
}

/** The sentence that answers best, in the page's words, above the pages found. */
export function ClosestSentence({ answer, now, acts }: ClosestSentenceProps) {
  return (
    <section class="closest" aria-label="Closest sentence" aria-busy={answer === null}>
      <h2 class="closest-h">Closest sentence</h2>
      {answer === null ? <div class="sk" aria-hidden="true" /> : <Quoted {...{ answer, now, acts }} />}
    </section>
  );
}

function Quoted({ answer, now, acts }: ClosestSentenceProps & { answer: QuotedAnswer }) {
  const language = answer.language === null ? {} : { lang: answer.language };
  const title = answer.title.trim() === '' ? answer.url : answer.title;
  const jump = (event: MouseEvent) => {
    event.preventDefault();
    acts.openAddress(answer.jump_url, event.ctrlKey || event.metaKey);
  };
  return (
    <>
      <blockquote class="said" dir="auto" {...language}>
        {answer.quote}
      </blockquote>
      <div class="hit-m">
        <SiteMark site={answer.domain} />
        <bdi class="clip1" {...language}>
          {title}
        </bdi>
        <span aria-hidden="true">·</span>
        <time datetime={answer.captured_at}>captured {sayDate(answer.captured_at, now)}</time>
        <a class="btn btn-link end" href={answer.jump_url} onClick={jump}>
          <Icon name="quote" size="small" />
          Jump to it
        </a>
      </div>
    </>
  );
}
