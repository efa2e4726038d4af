import { browser } from 'wxt/browser';
import { pageAddress } from './page-address.ts';
import { outbox } from './waiting-room.ts';

/** Gives up the links that were asked for on the page of a tab and refused for good. */
export async function dropRefusedLinks(tab_id: number): Promise<void> {
  const { url } = await browser.tabs.get(tab_id);
  const asked_on = pageAddress(url);
  for (const capture of await outbox.list()) {
    if (capture.asked_on === asked_on && capture.stuck === 1) await outbox.drop(capture.capture_id);
  }
}
