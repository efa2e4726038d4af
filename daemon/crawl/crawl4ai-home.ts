import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { access, mkdir, mkdtemp, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Failure } from '../failure.ts';
import { whileAlone } from '../while-alone.ts';

/** Every package with its hash, for every system; made by `uv pip compile --universal --generate-hashes`. */
const REQUIREMENTS = fileURLToPath(new URL('crawl4ai/requirements.txt', import.meta.url));

const OLDEST_PYTHON = [3, 10] as const;
/** Newest first: the system's own may be older than what is beside it. */
const PYTHONS = ['python3', 'python3.14', 'python3.13', 'python3.12', 'python3.11', 'python3.10', 'python'];
/** Debian splits off what makes an environment that has pip. */
const ASK = `import sys, importlib.util as found
print(sys.executable)
print(*sys.version_info[:2], sep='.')
print(all(found.find_spec(part) for part in ('venv', 'ensurepip')))`;
const INSTALL_MS = 15 * 60_000;

/** What stands in the way of having a Crawl4AI of one's own, and what to do about it. */
export interface MissingPiece {
  readonly finding: string;
  readonly next: string;
}

/** The folder where Crawl4AI lives, a Python environment of its own: nothing else on the machine is touched. */
export class Crawl4aiHome {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  /** The interpreter that has the library. */
  get python(): string {
    const isWindows = process.platform === 'win32';
    return join(this.folder, 'env', ...(isWindows ? ['Scripts', 'python.exe'] : ['bin', 'python']));
  }

  /** Whether it is there whole, in the version that belongs to this one. */
  async isInstalled(): Promise<boolean> {
    const [mark, wanted] = await Promise.all([
      readFile(join(this.folder, 'env', 'pagekeep'), 'utf8').catch(() => null),
      fingerprint(),
    ]);
    if (mark !== wanted) return false;
    return access(this.python).then(
      () => true,
      () => false,
    );
  }

  /** Fetches the library by pip, unless another process does so meanwhile. Throws `not-ready` with what is missing, `fetch-failed` where the package index cannot be reached. */
  async install(say: (line: string) => void, signal?: AbortSignal): Promise<void> {
    const python = await findPython();
    if ('next' in python) throw new Failure('not-ready', `${python.finding} ${python.next}`);
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const within = AbortSignal.any([AbortSignal.timeout(INSTALL_MS), ...[signal ?? []].flat()]);
    await whileAlone(join(this.folder, 'in-use'), within, async () => {
      if (!(await this.isInstalled())) await this.#fetch(python.path, say, within);
    });
  }

  /** Into a folder beside the one it belongs in; it is moved there when it is whole. */
  async #fetch(python: string, say: (line: string) => void, signal: AbortSignal): Promise<void> {
    for (const name of await readdir(this.folder)) {
      // Of one that was killed on its way.
      if (name.startsWith('new-')) await rm(join(this.folder, name), { recursive: true, force: true });
    }
    const scratch = await mkdtemp(join(this.folder, 'new-'));
    const work = { scratch, signal };
    try {
      say('Making a Python environment');
      const env = join(scratch, 'env');
      await run(python, ['-m', 'venv', env], work);
      say('Fetching Crawl4AI and what it needs, about 130 MB');
      const inside = new Crawl4aiHome(scratch).python;
      const pip = ['-m', 'pip', 'install', '--no-deps', '--require-hashes', '--only-binary', ':all:'];
      const quiet = ['--no-input', '--no-cache-dir', '--disable-pip-version-check', '--quiet'];
      await run(inside, [...pip, ...quiet, '--requirement', REQUIREMENTS], work);
      await writeFile(join(env, 'pagekeep'), await fingerprint());
      await rm(join(this.folder, 'env'), { recursive: true, force: true });
      await rename(env, join(this.folder, 'env'));
    } finally {
      await rm(scratch, { recursive: true, force: true });
    }
  }
}

/** The first Python that is new enough and can make environments, or what is missing. */
export async function findPython(
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<{ readonly path: string } | MissingPiece> {
  let found: string | null = null;
  for (const name of PYTHONS) {
    const said = await promisify(execFile)(name, ['-c', ASK], { env, timeout: 20_000 }).catch(() => null);
    const [path = '', version = '', hasPip = ''] = said?.stdout.split(/\r?\n/) ?? [];
    if (!isNew(version)) continue;
    if (hasPip === 'True') return { path };
    found ??= version;
  }
  return found === null
    ? {
        finding: `No Python ${OLDEST_PYTHON.join('.')} or newer was found.`,
        next: 'Install python3 and python3-venv.',
      }
    : { finding: `Python ${found} cannot make environments.`, next: 'Install python3-venv.' };
}

function isNew(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > OLDEST_PYTHON[0] || (major === OLDEST_PYTHON[0] && minor >= OLDEST_PYTHON[1]);
}

async function fingerprint(): Promise<string> {
  return createHash('sha256')
    .update(await readFile(REQUIREMENTS))
    .digest('hex');
}

function run(
  command: string,
  args: readonly string[],
  { scratch, signal }: { readonly scratch: string; readonly signal: AbortSignal },
): Promise<void> {
  return new Promise((resolve, reject) => {
    // A virtual environment that this was started from would be taken for the one that is meant.
    const { PYTHONHOME: _home, PYTHONPATH: _path, VIRTUAL_ENV: _env, ...rest } = process.env;
    const env = { ...rest, TMPDIR: scratch };
    const child = spawn(command, args, { env, signal, stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-4_000)));
    child.on('error', (cause) => reject(couldNot(cause)));
    child.on('close', (code) => (code === 0 ? resolve() : reject(couldNot(new Error(said)))));
  });
}

function couldNot(cause: Error): Failure {
  const sentence = 'Crawl4AI could not be installed: pip could not fetch it from the Python package index.';
  return new Failure('fetch-failed', sentence, { cause });
}
