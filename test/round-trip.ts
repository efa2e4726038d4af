import { mkdirSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import { readImport } from '../daemon/archive/read-import.ts';
import { restoreMemory } from '../daemon/archive/restore-memory.ts';
import type { Embedder } from '../daemon/embed/embedder.ts';
import { commitPage } from '../daemon/store/commit-page.ts';
import { editPage } from '../daemon/store/edit-page.ts';
import type { PageToCommit } from '../daemon/store/rows.ts';
import type { ExportFormat } from '../shared/contract/archive.ts';
import { sampleImage, samplePage, samplePassage } from './fakes/sample-page.ts';
import { openMemory } from './open-memory.ts';
import type { Memory } from './open-memory.ts';
import { seededRandom } from './seeded-random.ts';

const WORDS =
  `olive press harvest bridge tension cable river delta compiler register lattice proof garden moss
  lantern harbour tide sonata fugue violin glacier moraine basalt enzyme protein ribosome orbit comet telescope ledger
  tariff treaty parliament kiln glaze porcelain saddle bridle orchard cider yeast sourdough rye vaccine antigen plasma
  köprü Straße façade naïve Ångström résumé 日本 言語 ελιά мост`.split(/\s+/);

/** Pages that differ in everything an export has to carry: tags, notes, pictures, retention, dates, other languages, code, titles of a person's own, earlier versions. */
export async function fillMemory(memory: Memory, pages: number, seed: number): Promise<void> {
  const random = seededRandom(seed);
  const some = (count: number): string =>
    Array.from({ length: count }, () => WORDS[Math.floor(random() * WORDS.length)] ?? '').join(' ');
  for (let n = 0; n < pages; n += 1) {
    const page = makePage(n, some);
    const { page_id } = await commitPage(memory.store, page);
    await memory.publisher.publish(page_id);
    if (n % 5 === 0) {
      const changed = { ...makePage(n, some), captured_at: page.captured_at + 60_000 };
      // A passage that stays is shared between the versions.
      await commitPage(memory.store, {
        ...changed,
        passages: [...page.passages.slice(0, 2), ...changed.passages.slice(2)],
      });
    }
    if (n % 7 === 0) await editPage(memory.store, page_id, { title: `My own ${some(2)}`, note: some(4) });
    if (n % 5 === 0 || n % 7 === 0) await memory.publisher.publish(page_id);
  }
  await memory.publisher.idle();
}

function makePage(n: number, some: (count: number) => string): PageToCommit {
  const url = `https://${['groves', 'notes', 'ships'][n % 3]}.example/${n}`;
  const texts = Array.from({ length: 2 + (n % 5) }, () => `${some(30)}.`);
  return samplePage({
    url,
    seen_at: n % 4 === 0 ? `https://short.example/${n}` : url,
    domain: new URL(url).hostname,
    title: some(4),
    other_titles: [some(3)],
    author: n % 2 === 0 ? null : some(2),
    language: [null, 'en', 'de', 'ja'][n % 4] ?? null,
    captured_at: Date.UTC(2026, 4, 1) + n * 3_600_000 + n,
    selection: n % 6 === 0 ? some(5) : null,
    note: n % 3 === 0 ? some(5) : null,
    retention_policy: n % 8 === 0 ? '3650_days' : 'permanent',
    content_hash: some(8),
    tags: [some(1), 'food'].slice(0, n % 3),
    markdown: texts.join('\n\n'),
    images: [
      sampleImage(`https://a.example/${n}.jpg`, {
        alt: some(3),
        ...(n % 2 === 0 && { thumbnail: { type: 'image/webp', bytes: Buffer.from(some(20)) } }),
      }),
    ],
    passages: texts.map((text, at) =>
      samplePassage(at, text, { kind: at === 3 ? 'code' : 'text', heading_path: [some(2)] }),
    ),
    marks: [n * 3 + 1, n * 3 + 2, 7],
    snapshot: Buffer.from(some(50)),
  });
}

/** An export in one piece. */
export async function exportAll(memory: Memory, format: ExportFormat): Promise<Buffer> {
  const { body } = await memory.rooms.exportMemory({ format }, nobody);
  return buffer(Readable.from(body));
}

/** A script without a name. */
export const nobody = { client: null, origin: null, waitForEmbedding: false } as Parameters<
  Memory['rooms']['importPages']
>[1];

/** Brings an export in, as the command does. */
export async function importAll(memory: Memory, file: Buffer) {
  const report = { added: 0, merged: 0, skipped: 0, failed: [] as { url: string; message: string }[] };
  let model: string | null = null;
  for await (const item of readImport(Readable.from([file]))) {
    if (item.kind === 'start') ({ model } = item);
    if (item.kind !== 'page') continue;
    const one = await memory.rooms.importPages({ model, pages: [item.page] }, nobody);
    report.added += one.added;
    report.merged += one.merged;
    report.skipped += one.skipped;
    report.failed.push(...one.failed);
  }
  await memory.publisher.idle();
  return report;
}

/** All that is kept, row by row and vector by vector, as text: equal texts, equal memories. */
export async function contentsOf(memory: Memory): Promise<string[]> {
  const lines: string[] = [];
  for await (const item of readImport(Readable.from([await exportAll(memory, 'bundle')]))) {
    if (item.kind === 'page') lines.push(JSON.stringify(item.page));
  }
  return lines;
}

/** What a memory answers, without the numbers that only count how it came to be. */
export async function answersOf(
  memory: Memory,
  questions: readonly string[],
): Promise<readonly { readonly total: number; readonly results: readonly unknown[] }[]> {
  const answers = [];
  for (const query of questions) {
    const { results, total } = await memory.search({ query, limit: 20 });
    answers.push({
      query,
      total,
      results: results.map(({ page_id: _page, passage_id: _passage, ...result }) => result),
    });
  }
  return answers;
}

/** Questions of a few of the words that the pages are made of. */
export function makeQuestions(count: number, seed: number): string[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () =>
    Array.from(
      { length: 2 + Math.floor(random() * 4) },
      () => WORDS[Math.floor(random() * WORDS.length)],
    ).join(' '),
  );
}

/** The same memory after a way out and in again; the folder is its own. */
export async function carry(
  memory: Memory,
  way: 'backup' | 'encrypted backup' | 'bundle' | 'jsonl',
  folder: string,
  embedder: Embedder,
): Promise<Memory> {
  mkdirSync(folder, { recursive: true });
  if (way === 'backup' || way === 'encrypted backup') {
    const passphrase = way === 'backup' ? undefined : 'correct horse';
    const { file } = await memory.rooms.makeBackup({ passphrase }, nobody);
    await restoreMemory({
      dataDir: folder,
      file,
      passphrase: passphrase ?? null,
      withForgotten: false,
      now: Date.now(),
    });
    return openMemory({ folder, embedder });
  }
  const carried = await openMemory({ folder, embedder });
  const { failed } = await importAll(carried, await exportAll(memory, way));
  if (failed.length > 0) throw new Error(`${failed.length} pages failed: ${failed[0]?.message}`);
  return carried;
}
