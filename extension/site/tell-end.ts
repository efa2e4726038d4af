import { browser } from 'wxt/browser';
import type { JobReport } from '../../shared/contract/job.ts';
import { sayEnd, sayReport } from '../ui/site/say-site.ts';
import { clearSiteAlarm } from './site-alarm.ts';

/** Says in a notification how remembering a site ended; a site has one, however often it is said. */
export async function tellEnd(report: JobReport): Promise<void> {
  await clearSiteAlarm();
  await browser.notifications.create(report.job_id, {
    type: 'basic',
    iconUrl: browser.runtime.getURL('/icons/brand-128.png'),
    title: sayEnd(report),
    message: sayReport(report),
  });
}
