import { browser } from 'wxt/browser';
import type { ComponentChildren } from 'preact';
import { crawlEndpoints } from '../../shared/contract/crawl-endpoints.ts';
import { askAsPage } from '../ask-as-page.ts';
import { acceptCapturePort } from '../background/read-page.ts';
import { callTable } from '../daemon-client/call-table.ts';
import { readConnection } from '../daemon-client/connection.ts';
import { exchange } from '../daemon-client/exchange.ts';
import { jobEvents } from '../daemon-client/job-events.ts';
import { openLibrary } from '../open-library.ts';
import { SiteCard } from '../ui/site/site-card.tsx';
import { keepSite } from './kept-site.ts';
import type { KeptSite } from './kept-site.ts';
import { openPages } from './open-pages.ts';
import { SiteKeeper } from './site-keeper.ts';
import type { SiteDoors } from './site-keeper.ts';
import { clearSiteAlarm, setSiteAlarm } from './site-alarm.ts';
import { originsOf } from './site-of-start.ts';
import { tellEnd } from './tell-end.ts';

const DOORS: SiteDoors = {
  call: (name, request) => callTable(crawlEndpoints, name, request),
  events: jobEvents,
  // A press lasts only until something is awaited.
  permit: (url) => browser.permissions.request({ origins: originsOf(url) }),
  openPages: openForPerson,
  keep: async (site) => {
    await keepSite(site);
    await (site === null ? clearSiteAlarm() : setSiteAlarm());
  },
  tell: (report) => void tellEnd(report),
  openCopy: (pageId) => void openLibrary(pageId),
};

let keeper: SiteKeeper | null = null;

/** Shows the form for a site, unless one is being remembered already; `draw` is given what the panel shows, null for nothing. */
export function askForSite(url: string, draw: (site: ComponentChildren) => void): void {
  if (keeper?.underway === true) return keeper.decline();
  keeper = openKeeper(url, draw);
  return keeper.ask();
}

/** Shows a site that was begun before, and resolves as soon as it is known how it stands. */
export async function takeUpSite(site: KeptSite, draw: (site: ComponentChildren) => void): Promise<void> {
  keeper = openKeeper(site.url, draw);
  await keeper.takeUp(site);
}

function openKeeper(url: string, draw: (site: ComponentChildren) => void): SiteKeeper {
  const opened = new SiteKeeper(url, DOORS, (run) =>
    draw(run === null ? undefined : <SiteCard ask={askAsPage} site={run} acts={opened.acts} />),
  );
  return opened;
}

/** The permission is for this one time: it is given back when the pages are read, or nobody reads them any more. */
async function openForPerson(site: KeptSite, signal: AbortSignal): Promise<string | null> {
  const leave = await leaver(site);
  browser.runtime.onConnect.addListener(acceptCapturePort);
  addEventListener('pagehide', leave);
  try {
    return await openPages(site, signal);
  } finally {
    removeEventListener('pagehide', leave);
    browser.runtime.onConnect.removeListener(acceptCapturePort);
    await browser.permissions.remove({ origins: originsOf(site.url) }).catch(() => false); // Its owner may have given it for good.
  }
}

/** What a panel does while it is being closed: nothing may be awaited there, so all it takes is at hand. */
async function leaver({ job_id }: KeptSite): Promise<() => void> {
  const connection = await readConnection();
  return () => {
    keeper?.leave();
    if (connection === null) return;
    const line = { origin: `http://127.0.0.1:${connection.port}`, token: connection.token };
    void exchange(crawlEndpoints, 'pauseJob', { id: job_id }, line, { keepalive: true });
  };
}
