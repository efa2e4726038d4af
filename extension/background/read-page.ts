import { browser } from 'wxt/browser';
import type { Browser } from 'wxt/browser';
import { LIMITS } from '../../shared/contract/limits.ts';
import { CAPTURE_PORT } from '../capture/capture-messages.ts';
import type { CaptureOrder, CaptureReport, PageFacts, WindowTaken } from '../capture/capture-messages.ts';
import type { RefusedMessage } from '../messages.ts';
import { takeWindow, withCrops } from './window-picture.ts';

type Port = Browser.runtime.Port;

/** A page as it was read: its markup in pieces, and what it says of itself. */
export interface ReadPage {
  readonly pieces: readonly string[];
  readonly facts: PageFacts;
}

/** Milliseconds without a word from the page. */
const PATIENCE_MS = 30_000;

const SILENT = refuse('slow', 'The site took too long to answer (30 s). Try again.');
const LEFT = refuse('lost', 'The page went away while it was being read. Try again.');
const TOO_LARGE = refuse('too-large', 'This page is over 32 MB. You can save only the text.');
const CLOSED = refuse(
  'no-access',
  'The browser doesn’t let extensions read this page. Open it in a tab of its own, then try again.',
);

/** Tabs we asked for their page, and what takes the ports they open: one for every time we asked. */
const expected = new Map<number, Set<(port: Port) => void>>();

/** Takes the port of a page we asked; every other one is left to whom it is meant for, since the side panel asks pages as well: closing it here would close it for them. */
export function acceptCapturePort(port: Port): void {
  const tab = port.sender?.tab?.id;
  if (port.name !== CAPTURE_PORT || port.sender?.frameId !== 0 || tab === undefined) return;
  const takers = expected.get(tab);
  const [take] = takers ?? [];
  if (takers === undefined || take === undefined) return;
  takers.delete(take);
  take(port);
}

/** Injects the reader into a tab, which a person's gesture allows, and collects what it reports. */
export async function readPage(
  tab_id: number,
  order: CaptureOrder,
  signal: AbortSignal,
): Promise<ReadPage | RefusedMessage> {
  const { promise, resolve } = Promise.withResolvers<ReadPage | RefusedMessage>();
  let port: Port | null = null;
  let silence = setTimeout(resolve, PATIENCE_MS, SILENT);
  signal.addEventListener('abort', () => resolve(LEFT));
  const takers = expected.get(tab_id) ?? new Set();
  expected.set(tab_id, takers);
  const take = (opened: Port): void => {
    port = opened;
    const collect = collector(tab_id, opened, resolve);
    opened.onDisconnect.addListener(() => resolve(LEFT));
    opened.onMessage.addListener((report: CaptureReport) => {
      clearTimeout(silence);
      silence = setTimeout(resolve, PATIENCE_MS, SILENT);
      collect(report);
    });
    opened.postMessage(order);
  };
  takers.add(take);
  try {
    await browser.scripting.executeScript({ target: { tabId: tab_id }, files: ['/capture.js'] });
  } catch {
    resolve(CLOSED);
  }
  const read = await promise;
  clearTimeout(silence);
  takers.delete(take);
  if (takers.size === 0) expected.delete(tab_id);
  (port as Port | null)?.disconnect();
  return read;
}

function collector(
  tab_id: number,
  port: Port,
  resolve: (read: ReadPage | RefusedMessage) => void,
): (report: CaptureReport) => void {
  const pieces: string[] = [];
  let size = 0;
  let picture: string | null = null;
  async function lookAtWindow(): Promise<void> {
    picture = await takeWindow(tab_id);
    port.postMessage({ taken: picture !== null } satisfies WindowTaken);
  }
  return (report) => {
    if (report.kind === 'html') {
      pieces.push(report.piece);
      size += report.piece.length;
      if (size > LIMITS.captureBytes) resolve(TOO_LARGE);
    } else if (report.kind === 'take-window') {
      void lookAtWindow();
    } else if (report.kind === 'done') {
      void withCrops(report, picture).then((facts) => resolve({ pieces, facts }));
    } else resolve(refuse(report.code, report.sentence));
  };
}

function refuse(code: string, sentence: string): RefusedMessage {
  return { refused: true, code, sentence };
}
