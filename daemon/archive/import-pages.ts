import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ImportReport } from '../../shared/contract/archive.ts';
import { keptPage } from '../../shared/contract/kept-page.ts';
import type { KeptPage } from '../../shared/contract/kept-page.ts';
import { Failure } from '../failure.ts';
import type { PassageVector, SearchIndex } from '../index/search-index.ts';
import { indexPage } from '../ingest/index-page.ts';
import type { IngestTools } from '../ingest/ingest-page.ts';
import { requireWebAddress } from '../security/require-web-address.ts';
import { importPage } from '../store/import-page.ts';
import { passagesToEmbed } from '../store/passages-to-embed.ts';
import { maskPage } from './mask-page.ts';

export interface ImportTools extends IngestTools {
  readonly index: SearchIndex;
}

/** Keeps pages of an export, each in a transaction of its own; what is refused is listed and holds up no other. `model` made the vectors that come along. */
export async function importPages(
  pages: readonly unknown[],
  model: string | null,
  tools: ImportTools,
): Promise<ImportReport> {
  const report: ImportReport = { added: 0, merged: 0, skipped: 0, failed: [], to_fetch: [] };
  const usable = model !== null && (await adoptVectors(model, tools.index));
  for (const line of pages) {
    try {
      report[await importOne(line, usable, tools)] += 1;
    } catch (error) {
      report.failed.push(sayFailed(line, error));
    }
    await nextTurn();
  }
  return report;
}

/** What could not be imported, and why; what is no Failure is thrown on. */
export function sayFailed(line: unknown, error: unknown): ImportReport['failed'][number] {
  if (!(error instanceof Failure) || error.code === 'disk-full' || error.code === 'internal') throw error;
  const url = typeof line === 'object' && line !== null && 'url' in line ? String(line.url) : '';
  return { url, code: error.code, message: error.message };
}

/** Vectors of another model than the one at work are left behind: its own are made instead. An index that knows none yet waits for whichever comes. */
async function adoptVectors(model: string, index: SearchIndex): Promise<boolean> {
  const { fingerprint, vectors } = await index.metrics();
  if (fingerprint === model) return true;
  if (fingerprint !== '' || vectors > 0) return false;
  await index.adoptModel(model);
  return true;
}

async function importOne(line: unknown, withVectors: boolean, tools: ImportTools) {
  const page = readLine(line);
  const { store, index, publisher, blocklist } = tools;
  blocklist.requireAllowed([page.url, ...page.addresses], [page.title, ...page.other_titles]);
  const { page_id, status } = await importPage(store, page);
  if (status === 'skipped') {
    await publisher.refresh(page_id);
    return status;
  }
  const missing = (await indexPage(page_id, store, index)) ?? [];
  if (withVectors && missing.length > 0) {
    await index.indexVectors(await vectorsFor(missing, page, tools));
  }
  // Those that have their vector by now are told apart there.
  publisher.embedMissing(missing);
  return status;
}

function readLine(line: unknown): KeptPage {
  const parsed = keptPage.safeParse(line);
  if (!parsed.success) {
    const where = parsed.error.issues[0]?.path.join('.') ?? '';
    throw new Failure('bad-input', `This is not a page of an export${where === '' ? '' : ` (${where})`}.`);
  }
  const { url, addresses } = parsed.data;
  return maskPage({
    ...parsed.data,
    url: requireWebAddress(url),
    addresses: addresses.map(requireWebAddress),
  });
}

async function vectorsFor(
  missing: readonly number[],
  page: KeptPage,
  { store }: ImportTools,
): Promise<PassageVector[]> {
  const given = new Map(page.passages.map(({ text_hash, vector }) => [text_hash, vector]));
  return (await passagesToEmbed(store, missing)).flatMap(({ passage_id, text_hash }) => {
    const vector = readVector(given.get(text_hash));
    return vector === null ? [] : [{ passage_id, text_hash, vector }];
  });
}

/** A vector that is none of unit length was not made by a model. */
function readVector(base64: string | undefined): Float32Array | null {
  if (base64 === undefined) return null;
  const bytes = Uint8Array.from(Buffer.from(base64, 'base64'));
  if (bytes.length === 0 || bytes.length % 4 !== 0) return null;
  const vector = new Float32Array(bytes.buffer);
  return Math.abs(Math.hypot(...vector) - 1) < 1e-3 ? vector : null;
}
