import type { ComponentChildren } from 'preact';
import { watchForPanel } from '../left-for-panel.ts';
import { readKeptSite } from './kept-site.ts';

/** Shows in a panel the site that is asked for there, and one that was begun before; what that takes is loaded only then. */
export async function showSites(windowId: number, draw: (site: ComponentChildren) => void): Promise<void> {
  const kept = await readKeptSite();
  if (kept !== null) {
    const { takeUpSite } = await import('./open-site.tsx');
    await takeUpSite(kept, draw);
  }
  const show = async (url: string) => {
    const { askForSite } = await import('./open-site.tsx');
    askForSite(url, draw);
  };
  watchForPanel(windowId, 'site', (url) => void show(url));
  const asked = new URLSearchParams(location.hash.slice(1)).get('site');
  if (asked !== null && URL.canParse(asked)) await show(asked);
}
