import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright';
import { build } from 'wxt';
import type {
  CaptureOrder,
  CaptureReport,
  Crop,
  PageFacts,
} from '../../extension/capture/capture-messages.ts';

/** The script as it is injected, built by the extension's own build. */
export async function buildCaptureScript(): Promise<string> {
  const outDir = await mkdtemp(path.join(tmpdir(), 'pagekeep-capture-'));
  try {
    await build({
      root: path.resolve(import.meta.dirname, '../..'),
      outDir,
      filterEntrypoints: ['capture'],
    });
    return await readFile(path.join(outDir, 'chrome-mv3/capture.js'), 'utf8');
  } finally {
    await rm(outDir, { recursive: true });
  }
}

export type Captured =
  | {
      readonly html: string;
      readonly facts: PageFacts;
      readonly crops: readonly Crop[];
      readonly longestPiece: number;
    }
  | { readonly code: string; readonly sentence: string };

/** Captures an open page and hands the reports back as one page. */
export async function captureIn(
  page: Page,
  script: string,
  order: CaptureOrder = { text_only: false },
): Promise<Captured> {
  await runCapture(page, script, order);
  const reports = await page.evaluate(() => (window as unknown as Bench).reports);
  const pieces = reports.flatMap((report) => (report.kind === 'html' ? [report.piece] : []));
  const last = reports.at(-1);
  if (last?.kind === 'failed') return { code: last.code, sentence: last.sentence };
  if (last?.kind !== 'done') throw new Error('The capture ended without a last report.');
  return {
    html: pieces.join(''),
    facts: last.facts,
    crops: last.crops ?? [],
    longestPiece: Math.max(...pieces.map((piece) => piece.length)),
  };
}

/** Runs the injected script to its last report, with a port that ends in the page itself instead of the background. */
export async function runCapture(page: Page, script: string, order: CaptureOrder): Promise<void> {
  await page.evaluate(() => {
    const reports: unknown[] = [];
    const listeners: ((message: unknown) => void)[] = [];
    const event = { addListener: (listener: (message: unknown) => void) => listeners.push(listener) };
    const port = {
      // As a real port does, a report is copied the moment it is posted.
      postMessage: (report: { kind: string }) => {
        reports.push(JSON.parse(JSON.stringify(report)));
        if (report.kind !== 'take-window') return;
        setTimeout(() => listeners.forEach((listener) => listener({ taken: true })));
      },
      onMessage: event,
      onDisconnect: { addListener: () => undefined },
    };
    Object.assign(window, { reports, listeners, chrome: { runtime: { id: 'test', connect: () => port } } });
  });
  await page.evaluate(script);
  await page.evaluate((sent) => {
    for (const listener of (window as unknown as Bench).listeners) listener(sent);
  }, order);
  await page.waitForFunction(
    () => {
      const last = (window as unknown as Bench).reports.at(-1);
      return last?.kind === 'done' || last?.kind === 'failed';
    },
    undefined,
    { polling: 50 },
  );
}

interface Bench {
  readonly reports: CaptureReport[];
  readonly listeners: ((message: unknown) => void)[];
}
