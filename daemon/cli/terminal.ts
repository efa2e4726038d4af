import { text } from 'node:stream/consumers';

/** Where a command reads and writes; a test has its own. */
export interface Terminal {
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
}

/** The terminal this process was started in. A reader that has gone away (`| head`) ends the writing, not the work. */
export function openTerminal(): Terminal {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
  return {
    env: process.env,
    outIsTty: process.stdout.isTTY,
    noteIsTty: process.stderr.isTTY,
    columns: process.stdout.columns || 80,
    out: (line) => process.stdout.write(line),
    note: (line) => process.stderr.write(line),
    readInput: () => text(process.stdin),
  };
}
