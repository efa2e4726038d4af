import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { JSONRPCMessageSchema } from '@modelcontextprotocol/sdk/types.js';
import { onTestFinished } from 'vitest';

const MAIN = fileURLToPath(new URL('../../daemon/cli/main.ts', import.meta.url));

/** Speaks without being asked, rejects where nobody listens, and warns: all at once and all the time. */
export const NOISE = {
  NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(
    `if (process.argv.includes('mcp')) setInterval(() => { console.log('noise'); process.stdout.write('more noise\\n'); Promise.reject(new Error('nobody caught this')); process.emitWarning('odd'); }, 5)`,
  )}`,
  NODE_DEBUG: 'http',
};

export const HELLO = {
  protocolVersion: '2025-11-25',
  capabilities: {},
  clientInfo: { name: 'lines', version: '1' },
};

export interface Answer {
  readonly id?: number | string;
  readonly result?: { readonly isError?: boolean; readonly content?: readonly { readonly text: string }[] };
  readonly error?: { readonly code: number; readonly message: string };
}

/** A bridge of its own process, ended with the test; every line it writes has to be a message of the protocol. */
export function openBridge(dataDir: string, env: Record<string, string> = {}) {
  const child: ChildProcessWithoutNullStreams = spawn(
    process.execPath,
    [MAIN, 'mcp', '--data-dir', dataDir, '--verbose'],
    { env: { ...process.env, ...env } },
  );
  onTestFinished(() => void child.kill());
  child.stderr.resume();
  const answers: Answer[] = [];
  const foreign: string[] = [];
  let pending = '';
  let heard = Promise.withResolvers<void>();
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    const lines = (pending + chunk).split('\n');
    pending = lines.pop() ?? '';
    for (const line of lines) {
      const parsed = JSONRPCMessageSchema.safeParse(JSON.parse(line));
      if (parsed.success) answers.push(parsed.data as Answer);
      else foreign.push(line);
    }
    heard.resolve();
    heard = Promise.withResolvers();
  });
  const until = async <T>(look: () => T | undefined): Promise<T> => {
    for (;;) {
      const found = look();
      if (found !== undefined) return found;
      await heard.promise;
    }
  };
  let last = 0;
  return {
    child,
    answers,
    foreign,
    until,
    write: (line: string) => void child.stdin.write(line),
    async ask(method: string, params: object = {}): Promise<Answer> {
      const id = ++last;
      child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', id, method, params })}\n`);
      return until(() => answers.find((one) => one.id === id));
    },
  };
}
