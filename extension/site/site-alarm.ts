import { browser } from 'wxt/browser';

/** Rings while a site is being remembered: the panel that would hear its end may be closed by then. */
export const SITE_ALARM = 'site';

const PERIOD_MINUTES = 0.5;

/** Has the background look from time to time whether the site has ended. */
export async function setSiteAlarm(): Promise<void> {
  await browser.alarms.create(SITE_ALARM, { periodInMinutes: PERIOD_MINUTES });
}

/** Its end was said, or there is nothing to wait for. */
export async function clearSiteAlarm(): Promise<void> {
  await browser.alarms.clear(SITE_ALARM);
}
