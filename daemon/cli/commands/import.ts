import { createReadStream } from 'node:fs';
import type { ImportedAddress, ImportReport } from '../../../shared/contract/archive.ts';
import { FAILURE_CODES } from '../../../shared/contract/failure.ts';
import { fileFailure } from '../../archive/file-failure.ts';
import { readImport } from '../../archive/read-import.ts';
import type { ImportItem } from '../../archive/read-import.ts';
import { Failure } from '../../failure.ts';
import { callDaemon } from '../call-daemon.ts';
import type { Command, Invocation } from '../command.ts';
import { EXIT, exitCodeOf } from '../exit-code.ts';
import type { ExitCode } from '../exit-code.ts';
import { findDaemon } from '../find-daemon.ts';
import type { DaemonLink } from '../find-daemon.ts';
import { oneLine } from '../plain-characters.ts';
import { openProgress } from '../progress-bar.ts';
import type { Progress } from '../progress-bar.ts';
import { sayCount } from '../say-count.ts';

/** Sent at once: some milliseconds of the daemon's time, and little lost when it is cut off. */
const BATCH_BYTES = 1024 * 1024;
const BATCH_PAGES = 100;

export const importCommand: Command = {
  usage: 'import FILE...',
  summary: 'Brings in pages from an export, bookmarks, or another program.',
  examples: [
    ['pagekeep import pagekeep-2026-11-22.bundle.zst', 'from another Pagekeep; what is kept already stays'],
    ['pagekeep import bookmarks.html', 'a browser’s bookmarks: says what could be fetched'],
    ['pagekeep import bookmarks.html --fetch', 'and fetches it'],
    ['pagekeep import saved/*.html', 'pages saved with SingleFile'],
  ],
  options: { fetch: { text: 'fetch and keep the pages of addresses that came without one' } },
  words: [1, 10_000],
  async run(call) {
    const run = openRun(call);
    for (const file of call.words) await importFile(file, run);
    if (call.has('fetch')) await fetchAll(run);
    run.progress?.clear();
    return conclude(call, run.report);
  },
};

interface Run {
  readonly link: DaemonLink;
  readonly report: ImportReport;
  readonly progress: Progress | null;
}

function openRun({ config, terminal }: Invocation): Run {
  return {
    link: findDaemon(config),
    report: { added: 0, merged: 0, skipped: 0, failed: [], to_fetch: [] },
    progress: terminal.noteIsTty ? openProgress(terminal) : null,
  };
}

/** One file that cannot be read holds up no other. */
async function importFile(file: string, run: Run): Promise<void> {
  try {
    await sendItems(readImport(createReadStream(file) as AsyncIterable<Buffer>), run);
  } catch (error) {
    const failure = fileFailure(error, file);
    // Without a daemon or a right to ask, the next one need not be tried.
    if (!(failure instanceof Failure) || ['unauthorized', 'scope', 'disk-full'].includes(failure.code))
      throw failure;
    run.report.failed.push({ url: file, code: failure.code, message: failure.message });
  }
}

async function sendItems(items: AsyncIterable<ImportItem>, run: Run): Promise<void> {
  let model: string | null = null;
  let pages: unknown[] = [];
  let bytes = 0;
  const flush = async (): Promise<void> => {
    if (pages.length > 0) addUp(run, await callDaemon(run.link, 'importPages', { model, pages }));
    pages = [];
    bytes = 0;
  };
  try {
    for await (const item of items) {
      if (item.kind === 'start') ({ model } = item);
      else if (item.kind === 'address') run.report.to_fetch.push(item.address);
      else if (item.kind === 'capture') await capture(item, run);
      else if (item.kind === 'damaged') fail(run, `line ${item.line}`, 'This line is damaged.');
      else if (item.kind === 'page') {
        if (pages.length === BATCH_PAGES || bytes + item.bytes > BATCH_BYTES) await flush();
        pages.push(item.page);
        bytes += item.bytes;
      }
    }
  } finally {
    // A file that is cut off has given what came before.
    await flush();
  }
}

function addUp({ report, progress }: Run, more: ImportReport): void {
  report.added += more.added;
  report.merged += more.merged;
  report.skipped += more.skipped;
  report.failed.push(...more.failed);
  progress?.update('pages', report.added + report.merged + report.skipped, null);
}

function fail({ report }: Run, url: string, message: string, code = 'bad-input'): void {
  report.failed.push({ url, code, message });
}

const SAVED = { stored: 'added', updated: 'merged', unchanged: 'skipped' } as const;

async function capture(item: Extract<ImportItem, { kind: 'capture' }>, run: Run): Promise<void> {
  const { kind: _, ...page } = item;
  await tried(run, item.url, async () => {
    const { status } = await callDaemon(run.link, 'capture', page);
    run.report[SAVED[status]] += 1;
  });
}

/** One after the other, as a person would; what is kept already is not asked for again. */
async function fetchAll(run: Run): Promise<void> {
  const addresses = run.report.to_fetch.splice(0);
  for (const [done, address] of addresses.entries()) {
    run.progress?.update('addresses', done, addresses.length);
    await tried(run, address.url, () => fetchOne(address, run));
  }
}

async function fetchOne({ url, tags, note }: ImportedAddress, { link, report }: Run): Promise<void> {
  const { found } = await callDaemon(link, 'lookup', { url });
  if (found) {
    report.skipped += 1;
    return;
  }
  await callDaemon(link, 'store', { url, tags, ...(note !== null && { note }) });
  report.added += 1;
}

async function tried(run: Run, url: string, deed: () => Promise<void>): Promise<void> {
  try {
    await deed();
  } catch (error) {
    if (!(error instanceof Failure) || ['unauthorized', 'scope', 'disk-full'].includes(error.code))
      throw error;
    fail(run, url, error.message, error.code);
  }
}

function conclude(call: Invocation, report: ImportReport): ExitCode {
  const { added, merged, skipped, failed, to_fetch } = report;
  if (!call.json) {
    for (const { url, message } of failed)
      call.terminal.note(`failed      ${oneLine(url)}  ${oneLine(message)}\n`);
    for (const { url } of to_fetch) call.terminal.note(`no page     ${oneLine(url)}\n`);
  }
  const parts = [
    `${sayCount(added, 'page')} added`,
    ...(merged === 0 ? [] : [`${merged} merged with what was kept`]),
    ...(skipped === 0 ? [] : [`${skipped} kept already`]),
    ...(failed.length === 0 ? [] : [`${failed.length} failed`]),
  ];
  const next =
    to_fetch.length === 0
      ? ''
      : `\n${sayAddresses(to_fetch.length)} came without a page; the same again with --fetch fetches them.`;
  call.print(report, `${parts.join(', ')}.${next}`);
  if (failed.length === 0) return EXIT.done;
  if (added + merged + skipped + to_fetch.length > 0) return EXIT.partly;
  const exits = new Set(failed.map(({ code }) => exitCodeOf(new Failure(knownCode(code), ''))));
  const [only] = exits;
  return exits.size === 1 && only !== undefined ? only : EXIT.failed;
}

function knownCode(code: string) {
  return FAILURE_CODES.find((one) => one === code) ?? 'internal';
}

function sayAddresses(count: number): string {
  return count === 1 ? '1 address' : `${count} addresses`;
}
