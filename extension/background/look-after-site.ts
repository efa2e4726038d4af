import * as z from 'zod/mini';
import type { JobReport, JobState } from '../../shared/contract/job.ts';
import { callTable } from '../daemon-client/call-table.ts';
import { isRefusal } from '../daemon-client/exchange.ts';
import { readKeptSite } from '../site/kept-site.ts';
import { clearSiteAlarm } from '../site/site-alarm.ts';
import { tellEnd } from '../site/tell-end.ts';

/** No more of the contract of jobs than the end of one is told from: the whole would not fit into the background. */
const ROUTES = {
  job: {
    method: 'GET',
    path: '/api/v1/jobs/{id}',
    scope: 'crawl',
    from: 'query',
    request: z.object({ id: z.string(), limit: z.number() }),
    response: z.custom<{ state: JobState; report: JobReport | null }>(),
  },
} as const;

/** Tells how the site that was begun last has ended; looks no longer once it has, or where somebody has to let it go on first. */
export async function lookAfterSite(): Promise<void> {
  const site = await readKeptSite();
  const job = site === null ? null : await callTable(ROUTES, 'job', { id: site.job_id, limit: 1 });
  if (job !== null && isRefusal(job)) {
    // While the app is away, its next life goes on with the site.
    if (job.code === 'not-found') await clearSiteAlarm();
    return;
  }
  if (job?.report) await tellEnd(job.report);
  else if (job === null || job.state === 'paused') await clearSiteAlarm();
}
