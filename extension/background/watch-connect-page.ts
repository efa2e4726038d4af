import { browser } from 'wxt/browser';

/** Sees the address the app opens to be connected, takes the code out of it, and asks the person in a page of ours: no web page can stand there and no port can claim to be the app unseen. */
export async function watchConnectPage(tabId: number, url: string | undefined): Promise<void> {
  const seen = URL.parse(url ?? '');
  if (seen === null || seen.protocol !== 'http:' || seen.pathname !== '/connect') return;
  if (seen.hostname !== '127.0.0.1' && seen.hostname !== 'localhost') return;
  const code = /^#([\w-]{22,64})$/.exec(seen.hash)?.[1];
  if (code === undefined) return;
  await browser.scripting.executeScript({
    target: { tabId },
    func: () => history.replaceState(null, '', location.pathname),
  });
  const port = seen.port === '' ? '80' : seen.port;
  await browser.tabs.create({ url: browser.runtime.getURL(`/connect.html#code=${code}&port=${port}`) });
}
