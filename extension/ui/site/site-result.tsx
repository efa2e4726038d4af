import { Icon } from '../icon.tsx';
import { sayCount } from '../say-count.ts';
import { sayReader } from '../say-reader.ts';
import { sayEnd, sayReport, sayTime } from './say-site.ts';
import { SitePages } from './site-pages.tsx';
import type { JobReport } from '../../../shared/contract/job.ts';
import type { SiteActs, SiteRun } from './site-run.ts';

export interface SiteResultProps {
  readonly site: SiteRun;
  readonly report: JobReport;
  readonly acts: SiteActs;
}

/** How remembering a site ended. */
export function SiteResult({ site, report, acts }: SiteResultProps) {
  const { pages_stored, pages_failed, renderer, took_s } = report;
  const notice = site.sentence ?? report.notice;
  return (
    <section class="card site-card" aria-labelledby="site-title">
      <div class="site-h">
        <div class="row-x">
          <span class={`say-i ${pages_stored > 0 ? 'good' : 'bad'}`}>
            <Icon name={pages_stored > 0 ? 'check' : 'warn'} size="large" />
          </span>
          <div class="grow" role="status">
            <h1 class="clip1" id="site-title">
              {sayEnd(report)}
            </h1>
            <p>{sayReport(report)}</p>
          </div>
        </div>
        <p class="hit-m">
          In {sayTime(took_s)}, {sayReader(renderer)}
        </p>
        {notice !== null && (
          <p class="notice">
            <Icon name="clock" />
            {notice}
          </p>
        )}
        <div class="row-x">
          <button type="button" class="btn btn-main" onClick={acts.close}>
            Done
          </button>
          {pages_failed > 0 && (
            <button type="button" class="btn" disabled={site.busy} onClick={acts.retry}>
              <Icon name="refresh" />
              Try {sayCount(pages_failed, 'failed page')} again
            </button>
          )}
        </div>
      </div>
      <SitePages pages={site.pages} openCopy={acts.openCopy} />
    </section>
  );
}
