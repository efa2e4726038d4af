import type { IncomingMessage } from 'node:http';
import { pipeline } from 'node:stream';
import type { Readable, Transform } from 'node:stream';
import {
  constants,
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createZstdDecompress,
} from 'node:zlib';
import { Failure } from '../failure.ts';

/** What is asked for in `Accept-Encoding`. */
export const ACCEPTED_ENCODINGS = 'gzip, br, zstd';

/** A body has this long, in milliseconds, to come at a pace that leads anywhere; one that trickles in on purpose would hold a place for the whole deadline. */
const PATIENCE_MS = 5_000;
const SLOWEST_BYTES_PER_S = 512;

/** RFC 9659: a zstd window over 8 MB is not for the web; a bomb could ask for gigabytes of it. */
const ZSTD_WINDOW_LOG = 23;

const DECODERS: Readonly<Record<string, () => Transform>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
  zstd: () => createZstdDecompress({ params: { [constants.ZSTD_d_windowLogMax]: ZSTD_WINDOW_LOG } }),
};

/**
 * Reads a body to its end. `maxBytes` counts what comes out of the decoder, while it comes out, so that a small body
 * that unfolds into gigabytes is cut off early. Throws `too-large`, and `fetch-failed` for more than one encoding (a
 * known bomb), an unknown one, or a body that only trickles in.
 */
export async function readDecoded(response: IncomingMessage, maxBytes: number): Promise<Uint8Array> {
  if (Number(response.headers['content-length'] ?? 0) > maxBytes) throw tooLarge(maxBytes);
  const chunks: Uint8Array[] = [];
  let total = 0;
  const watch = watchPace(response);
  try {
    for await (const chunk of decoded(response) as AsyncIterable<Uint8Array>) {
      total += chunk.byteLength;
      if (total > maxBytes) throw tooLarge(maxBytes);
      chunks.push(chunk);
    }
  } catch (cause) {
    throw response.errored instanceof Failure ? response.errored : cause;
  } finally {
    clearInterval(watch);
  }
  return Buffer.concat(chunks, total);
}

/** Ends an answer whose bytes, as they come over the wire, are too few for the time they took. */
function watchPace(response: IncomingMessage): NodeJS.Timeout {
  const { socket } = response;
  const [began, before] = [Date.now(), socket.bytesRead];
  return setInterval(() => {
    const ms = Date.now() - began;
    if (ms < PATIENCE_MS || (socket.bytesRead - before) * 1_000 >= SLOWEST_BYTES_PER_S * ms) return;
    response.destroy(new Failure('fetch-failed', 'The site sends its page too slowly.'));
  }, 1_000);
}

function decoded(response: IncomingMessage): Readable {
  const encoding = (response.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  if (encoding === 'identity' || encoding === '') return response;
  const decoder = Object.hasOwn(DECODERS, encoding) ? DECODERS[encoding] : undefined;
  if (decoder === undefined) {
    throw new Failure('fetch-failed', 'The site sent its page in an encoding that is not accepted.');
  }
  // The reader of the last stream hears of every error.
  return pipeline(response, decoder(), () => undefined);
}

function tooLarge(maxBytes: number): Failure {
  return new Failure('too-large', `The page is larger than ${Math.floor(maxBytes / 1024 / 1024)} MB.`, {
    details: { max_bytes: maxBytes },
  });
}
