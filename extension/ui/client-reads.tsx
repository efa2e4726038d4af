import { useEffect, useState } from 'preact/hooks';
import { askApp } from './ask-app.ts';
import { sayCount } from './say-count.ts';
import { sayDate } from './say-date.ts';
import type { Ask } from './ask.ts';
import type { ListedToken, ReadList } from '../../shared/contract/pairing.ts';

export interface ClientReadsProps {
  readonly ask: Ask;
  readonly client: ListedToken;
  readonly now: Date;
}

const SHOWN = 50;

/** What an agent or script was shown: what it asked, how many pages it got, and when. */
export function ClientReads({ ask, client, now }: ClientReadsProps) {
  const { client_id, name } = client;
  const [answer, setAnswer] = useState<ReadList | { readonly sentence: string } | null>(null);
  useEffect(() => {
    void askApp(ask, 'reads', { client_id, limit: SHOWN }).then(setAnswer);
  }, [ask, client_id]);
  if (answer === null) return null;
  if ('sentence' in answer) return <p class="help">{answer.sentence}</p>;
  if (answer.count === 0) return <p class="help">It has read nothing yet.</p>;
  return (
    <>
      <p class="help">
        Only the questions and the numbers of pages are written down. A question goes with the first of its
        pages that you forget.
      </p>
      <ol aria-label={`What ${name} read`}>
        {answer.reads.map(({ at, question, pages }) => (
          <li key={at}>
            <span class="grow">
              {question === null ? <span class="muted">A page</span> : <bdi>{question}</bdi>}
            </span>
            <span class="muted">
              {sayCount(pages, 'page')}, {sayDate(at, now)}
            </span>
          </li>
        ))}
      </ol>
    </>
  );
}
