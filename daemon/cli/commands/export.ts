import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { EXPORT_FORMATS, markdownFile } from '../../../shared/contract/archive.ts';
import type { ExportEnd, ExportFormat } from '../../../shared/contract/archive.ts';
import { endpoints } from '../../../shared/contract/endpoints.ts';
import { LIMITS } from '../../../shared/contract/limits.ts';
import { fileFailure } from '../../archive/file-failure.ts';
import { readImport } from '../../archive/read-import.ts';
import { splitLines } from '../../archive/split-lines.ts';
import { Failure } from '../../failure.ts';
import type { Command, Invocation } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import type { ExitCode } from '../exit-code.ts';
import { findDaemon } from '../find-daemon.ts';
import { oneLine } from '../plain-characters.ts';
import { sayCount } from '../say-count.ts';
import { streamDaemon } from '../stream-daemon.ts';

const ENDINGS = { jsonl: 'jsonl', bundle: 'bundle.zst', netscape: 'html' } as const;

export const exportCommand: Command = {
  usage: 'export',
  summary: 'Writes everything that is kept into files of your own.',
  examples: [
    ['pagekeep export', 'one page a line, as JSON; any tool can read it'],
    [
      'pagekeep export --format bundle',
      'the same compressed and with what search needs: for another computer',
    ],
    ['pagekeep export --format markdown --to notes', 'a folder with a Markdown file for each page'],
    ['pagekeep export --format netscape', 'bookmarks, as every browser reads them'],
    ['pagekeep export --to - | jq .title', 'to the next program'],
  ],
  options: {
    format: { value: 'FORMAT', text: `${EXPORT_FORMATS.join(', ')} (default jsonl)` },
    to: { value: 'PATH', text: 'the file, or the folder for markdown; - is standard output' },
  },
  words: [0, 0],
  async run(call) {
    const format = readFormat(call.text('format') ?? 'jsonl');
    const link = findDaemon(call.config);
    const stream = streamDaemon(link, `${endpoints.exportMemory.path}?format=${format}`);
    const to = call.text('to');
    if (format === 'markdown') return writeFolder(call, stream, resolve(to ?? today('pages')));
    if (to === '-') return writeOut(call, format, stream);
    return writeOne(call, format, stream, resolve(to ?? today(ENDINGS[format])));
  },
};

function readFormat(text: string): ExportFormat {
  const format = EXPORT_FORMATS.find((one) => one === text);
  if (format !== undefined) return format;
  throw new Failure('bad-input', `--format must be one of ${EXPORT_FORMATS.join(', ')}.`);
}

function today(ending: string): string {
  return `pagekeep-${new Date().toISOString().slice(0, 10)}.${ending}`;
}

async function writeOut(
  { terminal }: Invocation,
  format: ExportFormat,
  stream: AsyncIterable<Buffer>,
): Promise<ExitCode> {
  if (format === 'bundle') throw new Failure('bad-input', 'A bundle is no text: name a file with --to.');
  const decoder = new TextDecoder();
  for await (const chunk of stream) terminal.out(decoder.decode(chunk, { stream: true }));
  return EXIT.done;
}

/** The file has its name only when it is complete. */
async function writeOne(
  call: Invocation,
  format: ExportFormat,
  stream: AsyncIterable<Buffer>,
  file: string,
): Promise<ExitCode> {
  const part = `${file}.part`;
  try {
    const handle = await open(part, 'w', 0o600);
    try {
      for await (const chunk of stream) await handle.writeFile(chunk);
      await handle.sync();
    } finally {
      await handle.close();
    }
    const end = format === 'netscape' ? null : await readEnd(part);
    await rename(part, file);
    return conclude(call, { file, pages: end?.pages ?? null, failed: end?.failed ?? [] });
  } catch (error) {
    await rm(part, { force: true }).catch(() => undefined);
    throw fileFailure(error, file);
  }
}

/** What cannot be read back is no export. */
async function readEnd(file: string): Promise<ExportEnd> {
  let pages = 0;
  for await (const item of readImport(createReadStream(file) as AsyncIterable<Buffer>)) {
    if (item.kind === 'page') pages += 1;
    if (item.kind === 'end' && item.end.pages === pages) return item.end;
  }
  throw new Failure('data-damaged', 'What was written is not what was sent. Try again.');
}

async function writeFolder(
  call: Invocation,
  stream: AsyncIterable<Buffer>,
  folder: string,
): Promise<ExitCode> {
  let pages = 0;
  try {
    for await (const line of splitLines(stream, LIMITS.importBytes)) {
      const { name, markdown } = markdownFile.parse(JSON.parse(line));
      if (pages === 0) await mkdir(folder, { recursive: true, mode: 0o700 });
      // Whatever answers at that port, nothing is written outside the folder.
      await writeFile(join(folder, basename(name)), markdown, { mode: 0o600 });
      pages += 1;
    }
  } catch (error) {
    throw fileFailure(error, folder);
  }
  return conclude(call, { file: folder, pages, failed: [] });
}

function conclude(
  call: Invocation,
  { file, pages, failed }: { file: string; pages: number | null; failed: ExportEnd['failed'] },
): ExitCode {
  const lines = failed.map(({ url, message }) => `left out    ${oneLine(url)}  ${oneLine(message)}`);
  const said = pages === null ? 'Everything' : sayCount(pages, 'page');
  call.print({ file, pages, failed }, [...lines, `${said} written to ${oneLine(file)}`].join('\n'));
  return failed.length === 0 ? EXIT.done : EXIT.partly;
}
