import { useEffect, useState } from 'preact/hooks';
import type { PageVersion, VersionList } from '../../../shared/contract/version-endpoints.ts';
import { askApp } from '../ask-app.ts';
import { Icon } from '../icon.tsx';
import { sayDate } from '../say-date.ts';
import type { Ask } from '../ask.ts';
import { WhatChanged } from './what-changed.tsx';

export interface EarlierCopiesProps {
  readonly ask: Ask;
  readonly pageId: number;
  readonly now: Date;
  readonly language: string | null;
}

/** When the saved copy changed, the latest first; each change opens to what it was. Nothing for a page that never changed. */
export function EarlierCopies({ ask, pageId, now, language }: EarlierCopiesProps) {
  const versions = useVersions(ask, pageId);
  const [open, setOpen] = useState<number | null>(null);
  const [first] = versions.slice(-1);
  if (versions.length < 2 || first === undefined) return null;
  const changes = versions.slice(0, -1);
  return (
    <section class="history" aria-labelledby="history-title">
      <h2 class="sec" id="history-title">
        Changes
      </h2>
      <ol>
        {changes.map((version, nth) => (
          <li key={version.version}>
            <button
              type="button"
              class="btn btn-quiet history-b"
              aria-expanded={open === version.version}
              onClick={() => setOpen(open === version.version ? null : version.version)}
            >
              <Icon name="diff" size="small" />
              <span class="grow">Changed {sayDate(version.captured_at, now)}</span>
              <Icon name="down" size="small" />
            </button>
            {open === version.version && (
              <WhatChanged
                ask={ask}
                pageId={pageId}
                version={version.version}
                before={versions[nth + 1]?.version ?? version.version}
                language={language}
              />
            )}
          </li>
        ))}
        <li class="history-first">First saved {sayDate(first.captured_at, now)}</li>
      </ol>
    </section>
  );
}

function useVersions(ask: Ask, pageId: number): readonly PageVersion[] {
  const [list, setList] = useState<VersionList | null>(null);
  useEffect(() => {
    let newest = true;
    void askApp(ask, 'versions', { id: pageId }).then((answer) => {
      if (newest) setList('refused' in answer ? null : answer);
      return null;
    });
    return () => {
      newest = false;
    };
  }, [ask, pageId]);
  return list?.versions ?? [];
}
