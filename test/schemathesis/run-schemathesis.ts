import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const VERSION = '4.32.5';
const HERE = fileURLToPath(new URL('.', import.meta.url));
const MOST_OUTPUT = 256 * 1024 * 1024;
const run = promisify(execFile);

export interface SchemathesisOptions {
  readonly port: number;
  readonly token: string;
  /** Requests made up for each route and phase beside those that cover its schema. */
  readonly examples: number;
  readonly phases: readonly ('coverage' | 'fuzzing' | 'stateful')[];
  /** Only these operations. @default all */
  readonly paths?: readonly string[];
}

export interface SchemathesisReport {
  readonly cases: number;
  /** One line for each kind of finding, as `ST101 Server error: 7`. */
  readonly findings: readonly string[];
  readonly output: string;
}

/** Drives every route of a running daemon by its own description, with all checks of Schemathesis. Throws where the program cannot be had. */
export async function runSchemathesis(options: SchemathesisOptions): Promise<SchemathesisReport> {
  const { port, token, examples, phases, paths = [] } = options;
  const program = await provide();
  const folder = await mkdtemp(join(tmpdir(), 'pagekeep-schemathesis-'));
  // It leaves what it learned where it runs.
  for (const file of ['formats.py', 'schemathesis.toml']) await cp(join(HERE, file), join(folder, file));
  const given = [
    'run',
    `http://127.0.0.1:${port}/openapi.json`,
    `--header=Authorization: Bearer ${token}`,
    '--checks=all',
    `--phases=${phases.join(',')}`,
    `--max-examples=${examples}`,
    '--request-timeout=120',
    '--continue-on-failure',
    '--seed=1',
    // Among threads its own making of requests breaks now and then.
    '--workers=1',
    ...paths.map((path) => `--include-path=${path}`),
  ];
  const env = { ...process.env, SCHEMATHESIS_FOLDER: folder, NO_COLOR: '1' };
  try {
    const output = await run(program, given, { cwd: folder, env, maxBuffer: MOST_OUTPUT }).then(
      ({ stdout }) => stdout,
      // It ends with 1 where it found something.
      (error: { stdout: string }) => error.stdout,
    );
    return { cases: countCases(output), findings: findingsOf(output), output };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The program in an environment of its own, outside the checkout, made when it is first asked for. */
async function provide(): Promise<string> {
  const cache = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  const folder = join(cache, 'pagekeep', `schemathesis-${VERSION}`);
  const program = join(folder, 'bin', 'schemathesis');
  if (existsSync(program)) return program;
  await mkdir(folder, { recursive: true });
  try {
    await run('python3', ['-m', 'venv', folder]);
    await run(join(folder, 'bin', 'pip'), ['install', '--quiet', `schemathesis==${VERSION}`]);
  } catch (cause) {
    await rm(folder, { recursive: true, force: true });
    throw new Error(`Schemathesis ${VERSION} is not here and could not be had from PyPI.`, { cause });
  }
  return program;
}

function countCases(output: string): number {
  return Number(/^ +(\d+) generated/m.exec(output)?.[1] ?? 0);
}

function findingsOf(output: string): string[] {
  const marks = [...output.matchAll(/^ +(?:❌|🚫) +((?:ST\d+ )?[A-Z][^:\n]+: \d+)$/gm)];
  return marks.map(([, finding = '']) => finding);
}
