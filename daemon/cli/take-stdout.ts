import { Writable } from 'node:stream';
import type { Terminal } from './terminal.ts';

/**
 * Takes stdout for the protocol alone: whatever else is written there afterwards, by whichever package, goes to stderr,
 * since one foreign line ends a client's connection. What nobody caught is said there too and ends nothing.
 */
export function takeStdout({ note }: Pick<Terminal, 'note'>): Writable {
  const write = process.stdout.write.bind(process.stdout);
  const aside = (chunk: string | Uint8Array): boolean => {
    note(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString());
    return true;
  };
  process.stdout.write = aside;
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (error: unknown) => {
      note(`pagekeep mcp: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    });
  }
  return new Writable({
    decodeStrings: false,
    write: (chunk: string, _encoding, done) => void write(chunk, () => done()),
  });
}
