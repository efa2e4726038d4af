import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { constants, createZstdDecompress } from 'node:zlib';

/** A page of the Web Content Extraction Benchmark, development split. */
export interface WcxbPage {
  readonly id: string;
  readonly url: string;
  readonly page_type: string;
  readonly title: string;
  readonly author: string | null;
  /** ISO 8601 date. */
  readonly publish_date: string | null;
  readonly main_content: string | null;
  readonly html: string;
}

/** The folder with evaluation data: `PAGEKEEP_EVAL_DIR`, else `../shared/eval` beside the checkout; null when there is none. */
export function findEvalFolder(): string | null {
  const folder = process.env['PAGEKEEP_EVAL_DIR'] ?? join(import.meta.dirname, '../../../shared/eval');
  return existsSync(folder) ? folder : null;
}

const NO_FOLDER =
  'There is no evaluation data. Put it in ../shared/eval beside the checkout or name its folder in PAGEKEEP_EVAL_DIR.';

/** The path of a file of evaluation data; without the folder it throws a sentence that says how to name it. */
export function evalPath(file: string): string {
  const folder = findEvalFolder();
  if (folder === null) throw new Error(NO_FOLDER);
  return join(folder, file);
}

/** All 1,497 pages of the development split, one at a time. */
export async function* wcxbPages(): AsyncGenerator<WcxbPage> {
  for await (const line of readLines(evalPath('wcxb-dev.jsonl.zst'))) yield JSON.parse(line) as WcxbPage;
}

/** Lines of a plain or zstd file, split on byte 10 alone: the strings hold U+2028, at which `readline` would break them. */
export async function* readLines(path: string): AsyncGenerator<string> {
  const file = createReadStream(path);
  const bytes = path.endsWith('.zst')
    ? file.pipe(createZstdDecompress({ params: { [constants.ZSTD_d_windowLogMax]: 27 } }))
    : file;
  let parts: Buffer[] = [];
  for await (const chunk of bytes) {
    let rest = chunk as Buffer;
    for (let end = rest.indexOf(10); end !== -1; end = rest.indexOf(10)) {
      const line = Buffer.concat([...parts, rest.subarray(0, end)]).toString('utf8');
      if (line !== '') yield line;
      parts = [];
      rest = rest.subarray(end + 1);
    }
    if (rest.length > 0) parts.push(rest);
  }
  if (parts.length > 0) yield Buffer.concat(parts).toString('utf8');
}
