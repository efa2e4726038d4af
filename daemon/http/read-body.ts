import { Failure } from '../failure.ts';

/**
 * Reads a JSON object of at most `maxBytes`. The bytes are counted as they arrive, so that a body without a length, or
 * with a false one, stops at the limit as well. No body counts as an empty object: the schema then names what is
 * missing. Throws `too-large`, `not-json` or `bad-input`.
 */
export async function readJsonObject(request: Request, maxBytes: number): Promise<Record<string, unknown>> {
  if ((request.headers.get('content-encoding') ?? 'identity') !== 'identity') {
    throw new Failure('not-json', 'A body must be sent without content encoding.');
  }
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) throw tooLarge(maxBytes);
  const bytes = await readBytes(request, maxBytes);
  return bytes.byteLength === 0 ? {} : asObject(parse(bytes));
}

async function readBytes(request: Request, maxBytes: number): Promise<Uint8Array> {
  const reader = request.body?.getReader();
  if (reader === undefined) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let total = 0;
  for (;;) {
    const { done, value } = await reader.read().catch((cause: unknown) => {
      throw new Failure('bad-input', 'The body ended before it was complete.', { cause });
    });
    if (done) return Buffer.concat(chunks, total);
    total += value.byteLength;
    if (total > maxBytes) throw tooLarge(maxBytes);
    chunks.push(value);
  }
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new Failure('bad-input', 'The body is not valid JSON in UTF-8.', { cause });
  }
}

function asObject(value: unknown): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  throw new Failure('bad-input', 'The body must be a JSON object.');
}

function tooLarge(maxBytes: number): Failure {
  const limit = maxBytes >= 1024 * 1024 ? `${maxBytes / 1024 / 1024} MB` : `${maxBytes} bytes`;
  return new Failure('too-large', `The body is larger than ${limit}.`, { details: { max_bytes: maxBytes } });
}
