import { LIMITS } from '../../shared/contract/limits.ts';
import { sliceWhole } from '../../shared/page/slice-whole.ts';
import { foldSpace, stripInvisible } from '../../shared/page/strip-invisible.ts';
import { askInLibrary } from '../ask-in-library.ts';
import { leaveForPanel } from '../left-for-panel.ts';
import { openExtensionPage } from '../open-extension-page.ts';
import { sidePanelOpener } from '../side-panel-opener.ts';

/** Asks a question in the side panel of a window, or in the library where no panel opens. A panel opens only while the gesture lasts, so it opens before the question is known. */
export async function askInPanel(windowId: number, asked: string | Promise<string>): Promise<void> {
  const opened = openPanel(windowId);
  const question = sliceWhole(foldSpace(stripInvisible(await asked)), 0, LIMITS.questionCharacters);
  if (!(await opened)) await askInLibrary(question);
  else if (question !== '') await leaveForPanel(windowId, 'question', question);
}

/** Asks in the side panel of a window what of a site is to be remembered; where no panel opens, in a tab that shows the same. */
export async function askForSite(windowId: number, url: string): Promise<void> {
  if (await openPanel(windowId)) await leaveForPanel(windowId, 'site', url);
  else await openExtensionPage('sidepanel.html', `site=${encodeURIComponent(url)}`);
}

async function openPanel(windowId: number): Promise<boolean> {
  const open = sidePanelOpener(windowId);
  if (open === null) return false;
  return open().then(
    () => true,
    () => false,
  );
}
