import { Failure } from '../failure.ts';

const BREAK = 0x0a;

/** The lines of a UTF-8 stream, empty ones left out; `too-large` for one of more than `most` bytes. */
export async function* splitLines(bytes: AsyncIterable<Buffer>, most: number): AsyncGenerator<string> {
  let held: Buffer[] = [];
  let size = 0;
  for await (const chunk of bytes) {
    let from = 0;
    for (let at = chunk.indexOf(BREAK); at !== -1; at = chunk.indexOf(BREAK, from)) {
      const line = Buffer.concat([...held, chunk.subarray(from, at)]).toString('utf8');
      held = [];
      size = 0;
      from = at + 1;
      if (line.trim() !== '') yield line;
    }
    const rest = chunk.subarray(from);
    size += rest.length;
    if (size > most)
      throw new Failure('too-large', `A line of this file is longer than ${most / 1024 / 1024} MB.`);
    if (rest.length > 0) held.push(rest);
  }
  const last = Buffer.concat(held).toString('utf8');
  if (last.trim() !== '') yield last;
}
