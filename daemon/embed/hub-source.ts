import { open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../failure.ts';
import type { ModelRequest, ModelSource } from './model-source.ts';
import { acceptPinned } from './pinned-file.ts';
import { PINNED_MODEL } from './pinned-model.ts';
import type { PinnedFile } from './pinned-model.ts';

/**
 * Fetches a body from byte `offset` on, following redirects; rejects on any status but 200 and 206. The daemon's only way
 * out is `security/guarded-fetch.ts`, so whoever composes hands it in.
 */
export type Download = (
  url: string,
  options: { readonly offset: number; readonly signal: AbortSignal | undefined },
) => Promise<{
  /** Where the body really starts: 0 when the server ignored the range. */
  readonly offset: number;
  readonly body: AsyncIterable<Uint8Array>;
}>;

const ATTEMPTS = 3;

/** The Hugging Face hub. A broken download goes on where it stopped, also after a restart. */
export function hubSource(download: Download): ModelSource {
  return {
    name: 'Hugging Face',
    async supply(request) {
      for (const file of request.missing) await supplyFile(file, request, download);
    },
  };
}

async function supplyFile(file: PinnedFile, request: ModelRequest, download: Download): Promise<void> {
  const part = join(request.folder, `${file.name}.part`);
  for (let attempt = 1; ; attempt++) {
    try {
      await resume(file, part, request, download);
      break;
    } catch (cause) {
      request.signal?.throwIfAborted();
      if (attempt < ATTEMPTS) continue;
      throw new Failure('fetch-failed', `${file.name} could not be fetched from Hugging Face.`, { cause });
    }
  }
  await acceptPinned(part, request.folder, file);
}

async function resume(
  file: PinnedFile,
  part: string,
  request: ModelRequest,
  download: Download,
): Promise<void> {
  const have = await stat(part).then(
    ({ size }) => size,
    () => 0,
  );
  if (have === file.bytes) return;
  const offset = have < file.bytes ? have : 0;
  const reply = await download(`${PINNED_MODEL.hub}/${file.name}`, { offset, signal: request.signal });
  const out = await open(part, reply.offset === 0 ? 'w' : 'a', 0o600);
  try {
    let bytes = reply.offset;
    for await (const chunk of reply.body) {
      bytes += chunk.length;
      if (bytes > file.bytes) throw new Failure('fetch-failed', `${file.name} is longer than expected.`);
      await out.write(chunk);
      request.onProgress({ source: 'Hugging Face', file: file.name, bytes, total: file.bytes });
    }
    if (bytes < file.bytes) throw new Failure('fetch-failed', `${file.name} ended too early.`);
  } finally {
    await out.close();
  }
}
