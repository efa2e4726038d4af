import { useEffect, useState } from 'preact/hooks';
import type { VersionDiff } from '../../../shared/contract/version-endpoints.ts';
import type { RefusedMessage } from '../../messages.ts';
import { askApp } from '../ask-app.ts';
import { sayCount } from '../say-count.ts';
import type { Ask } from '../ask.ts';
import { changedSentences } from './changed-sentences.ts';

export interface WhatChangedProps {
  readonly ask: Ask;
  readonly pageId: number;
  readonly version: number;
  /** The version it is compared with. */
  readonly before: number;
  readonly language: string | null;
}

/** What one change of a page took away, brought and said otherwise. */
export function WhatChanged({ ask, pageId, version, before, language }: WhatChangedProps) {
  const diff = useDiff(ask, pageId, version, before);
  if (diff === null)
    return (
      <p class="muted" role="status">
        Comparing…
      </p>
    );
  if ('refused' in diff)
    return (
      <p class="unfit" role="alert">
        {diff.sentence}
      </p>
    );
  const { added, removed, changed } = diff;
  return (
    <div class="changes" {...(language === null ? {} : { lang: language })}>
      <p class="muted" role="status" lang="en">
        {sayChanges(diff)}
      </p>
      {changed.map(({ before: was, after: is }) => {
        const sentences = changedSentences(was, is);
        return (
          <div key={is} class="change-1">
            <Said what="Was" text={sentences.was} />
            <Said what="Now" text={sentences.is} />
          </div>
        );
      })}
      {removed.map(({ text }) => (
        <Said key={text} what="Removed" text={text} />
      ))}
      {added.map(({ text }) => (
        <Said key={text} what="Added" text={text} />
      ))}
    </div>
  );
}

function Said({ what, text }: { what: string; text: string }) {
  if (text === '') return null;
  return (
    <div>
      <h3 class="change-h" lang="en">
        {what}
      </h3>
      <p class={what === 'Was' || what === 'Removed' ? 'said said-gone' : 'said'} dir="auto">
        {text}
      </p>
    </div>
  );
}

function sayChanges({ counts: { added, removed, changed, unchanged } }: VersionDiff): string {
  const parts = [
    changed > 0 ? `${sayCount(changed, 'passage')} changed` : '',
    removed > 0 ? `${sayCount(removed, 'passage')} removed` : '',
    added > 0 ? `${sayCount(added, 'passage')} added` : '',
  ].filter((part) => part !== '');
  const stayed = `${sayCount(unchanged, 'passage')} stayed.`;
  return parts.length === 0 ? stayed : `${parts.join(', ')}; ${stayed}`;
}

function useDiff(ask: Ask, id: number, n: number, against: number): VersionDiff | RefusedMessage | null {
  const [diff, setDiff] = useState<VersionDiff | RefusedMessage | null>(null);
  useEffect(() => {
    let newest = true;
    setDiff(null);
    void askApp(ask, 'versionDiff', { id, n, against }).then((answer) => {
      if (newest) setDiff(answer);
      return null;
    });
    return () => {
      newest = false;
    };
  }, [ask, id, n, against]);
  return diff;
}
