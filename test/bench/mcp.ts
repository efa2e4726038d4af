import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Interface } from 'node:readline';
import { compileDaemon } from '../compile-daemon.ts';
import { openFakeDaemon } from '../fakes/fake-daemon.ts';
import type { BenchReport } from './bench-report.ts';
import { quantile } from './quantile.ts';

const CLI = fileURLToPath(new URL('../../dist/pagekeep.js', import.meta.url));
const ROUNDS = 15;
const HELLO = {
  protocolVersion: '2025-11-25',
  capabilities: {},
  clientInfo: { name: 'bench', version: '1' },
};

/** Milliseconds from the spawn to each answer, and from the end of stdin to the end of the bridge. */
interface Round {
  readonly hello: number;
  readonly tools: number;
  readonly exit: number;
}

/** The compiled bridge from its spawn to its first answers, beside a Node that does nothing. */
export async function run(): Promise<BenchReport> {
  if ((await compileDaemon()) !== 0) throw new Error('The daemon could not be compiled.');
  const daemon = await openFakeDaemon({
    health: () => ({ status: 'healthy', ready: true }),
    createToken: () => ({ client_id: 'c', token: 't', scopes: ['read'], contract: 1 }),
  });
  try {
    await startOnce(daemon.dataDir);
    const rounds: Round[] = [];
    const bare: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      rounds.push(await startOnce(daemon.dataDir));
      bare.push(await bareNode());
    }
    const median = (which: keyof Round): number =>
      quantile(
        rounds.map((round) => round[which]),
        0.5,
      );
    const peer = quantile(bare, 0.5);
    const hello = median('hello');
    return {
      name: 'mcp',
      peer: `Node ${process.version}, empty program`,
      rows: [
        {
          figure: 'spawn to initialize answered (ms)',
          ours: hello,
          peer,
          ratio: peer / hello,
          bar: { atMost: 300 },
        },
        { figure: 'spawn to tools/list answered (ms)', ours: median('tools'), bar: { atMost: 500 } },
        { figure: 'slowest spawn to tools/list (ms)', ours: Math.max(...rounds.map(({ tools }) => tools)) },
        { figure: 'end of stdin to exit (ms)', ours: median('exit'), bar: { atMost: 1_000 } },
      ],
      notes: [
        `Medians of ${ROUNDS} starts of the compiled build after a first one; a daemon is there already.`,
      ],
    };
  } finally {
    await daemon.close();
  }
}

async function startOnce(dataDir: string): Promise<Round> {
  const spawned = performance.now();
  const bridge = spawn(process.execPath, [CLI, 'mcp', '--data-dir', dataDir]);
  const lines = createInterface(bridge.stdout);
  await ask(bridge, lines, 1, 'initialize', HELLO);
  const hello = performance.now() - spawned;
  bridge.stdin.write('{"jsonrpc":"2.0","method":"notifications/initialized"}\n');
  await ask(bridge, lines, 2, 'tools/list', {});
  const tools = performance.now() - spawned;
  const ended = performance.now();
  bridge.stdin.end();
  await once(bridge, 'exit');
  return { hello, tools, exit: performance.now() - ended };
}

async function ask(
  { stdin }: ChildProcessWithoutNullStreams,
  lines: Interface,
  id: number,
  method: string,
  params: object,
): Promise<void> {
  stdin.write(`${JSON.stringify({ jsonrpc: '2.0', id, method, params })}\n`);
  const [line] = (await once(lines, 'line')) as [string];
  if ((JSON.parse(line) as { id?: unknown }).id !== id)
    throw new Error(`Not an answer to ${method}: ${line}`);
}

async function bareNode(): Promise<number> {
  const since = performance.now();
  await once(spawn(process.execPath, ['-e', '0']), 'exit');
  return performance.now() - since;
}
