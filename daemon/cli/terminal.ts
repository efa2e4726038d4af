import { execFile } from 'node:child_process';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';

/** Where a command reads, writes and runs programs of the system; a test has its own. */
export interface Terminal {
  /** The system, as Node names it. */
  readonly platform: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** stdout is a terminal: bold is understood and a person reads. */
  readonly outIsTty: boolean;
  /** stderr is a terminal: a line may be drawn over. */
  readonly noteIsTty: boolean;
  readonly columns: number;
  /** The answer: stdout, as it is. */
  readonly out: (text: string) => void;
  /** Progress, notes and logs: stderr, as it is. */
  readonly note: (text: string) => void;
  /** Everything on stdin. */
  readonly readInput: () => Promise<string>;
  /** A line typed without being shown; null where nobody sits. */
  readonly readSecret: (prompt: string) => Promise<string | null>;
  /** Runs a program of the system to its end, 30 s at most. Throws where it complains or is not there. */
  readonly run: (program: string, words: readonly string[]) => Promise<void>;
}

/** The terminal this process was started in. A reader that has gone away (`| head`) ends the writing, not the work. */
export function openTerminal(): Terminal {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
  return {
    platform: process.platform,
    env: process.env,
    outIsTty: process.stdout.isTTY,
    noteIsTty: process.stderr.isTTY,
    columns: process.stdout.columns || 80,
    out: (line) => process.stdout.write(line),
    note: (line) => process.stderr.write(line),
    readInput: () => text(process.stdin),
    readSecret,
    run: async (program, words) => {
      await promisify(execFile)(program, words, { timeout: 30_000 });
    },
  };
}

async function readSecret(prompt: string): Promise<string | null> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return null;
  process.stderr.write(prompt);
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: nowhere, terminal: true });
  // The terminal is in raw mode, where Ctrl-C is a key like any other.
  lines.once('SIGINT', () => {
    lines.close();
    process.kill(process.pid, 'SIGINT');
  });
  const typed = await lines.question('');
  lines.close();
  process.stderr.write('\n');
  return typed;
}
