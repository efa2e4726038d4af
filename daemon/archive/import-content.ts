import type { ImportReport } from '../../shared/contract/archive.ts';
import { ingestPage } from '../ingest/ingest-page.ts';
import { importPages, sayFailed } from './import-pages.ts';
import type { ImportTools } from './import-pages.ts';
import { readImport } from './read-import.ts';
import type { ImportItem } from './read-import.ts';

/** Keeps what stands in a file of any known kind; see `readImport`. */
export async function importContent(content: string, tools: ImportTools): Promise<ImportReport> {
  const report: ImportReport = { added: 0, merged: 0, skipped: 0, failed: [], to_fetch: [] };
  let model: string | null = null;
  for await (const item of readImport(chunksOf(content))) {
    if (item.kind === 'start') model = item.model;
    else if (item.kind === 'page') addUp(report, await importPages([item.page], model, tools));
    else if (item.kind === 'capture') await importCapture(item, report, tools);
    else if (item.kind === 'address') report.to_fetch.push(item.address);
    else if (item.kind === 'damaged') {
      report.failed.push({ url: '', code: 'bad-input', message: `Line ${item.line} is not JSON.` });
    }
  }
  return report;
}

function addUp(sum: ImportReport, more: ImportReport): void {
  sum.added += more.added;
  sum.merged += more.merged;
  sum.skipped += more.skipped;
  sum.failed.push(...more.failed);
}

async function importCapture(
  item: Extract<ImportItem, { kind: 'capture' }>,
  report: ImportReport,
  tools: ImportTools,
): Promise<void> {
  const { kind: _, ...capture } = item;
  try {
    const { saved } = await ingestPage(capture, tools);
    report[({ stored: 'added', updated: 'merged', unchanged: 'skipped' } as const)[saved.status]] += 1;
  } catch (error) {
    report.failed.push(sayFailed(capture, error));
  }
}

async function* chunksOf(content: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(content);
}
