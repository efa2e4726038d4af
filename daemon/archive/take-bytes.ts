/** Reads a stream in pieces of the lengths one asks for. */
export interface ByteTaker {
  /** The next bytes; fewer where the stream ends before. */
  take(length: number): Promise<Buffer>;
  /** The same as chunks, so that no more than one is held. */
  pour(length: number): AsyncGenerator<Buffer>;
}

/** Takes over a stream of chunks. */
export function takeBytes(chunks: AsyncIterable<Buffer>): ByteTaker {
  const source = chunks[Symbol.asyncIterator]();
  let held: Buffer = Buffer.alloc(0);

  async function* pour(length: number): AsyncGenerator<Buffer> {
    for (let left = length; left > 0;) {
      if (held.length === 0) {
        const next = await source.next();
        if (next.done === true) return;
        held = next.value;
      }
      const part = held.subarray(0, left);
      held = held.subarray(part.length);
      left -= part.length;
      yield part;
    }
  }
  return {
    pour,
    async take(length) {
      const parts: Buffer[] = [];
      for await (const part of pour(length)) parts.push(part);
      return Buffer.concat(parts);
    },
  };
}
