// `--json` of every command, on a memory with a page in it: stdout is one document or a line each, done or refused.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { COMMANDS } from '../../daemon/cli/commands.ts';
import { EXIT } from '../../daemon/cli/exit-code.ts';
import { runCli } from '../../daemon/cli/run-cli.ts';
import { openHouse } from '../attacks/open-house.ts';
import type { OpenHouse } from '../attacks/open-house.ts';
import { fakeTerminal } from '../fakes/fake-terminal.ts';
import { linkedPage } from '../fakes/linked-site.ts';
import { openWebSite } from '../fakes/web-site.ts';
import type { WebSite } from '../fakes/web-site.ts';

const folder = mkdtempSync(join(tmpdir(), 'pagekeep-'));
const dataDir = join(folder, 'memory');
let site: WebSite;
let house: OpenHouse;

beforeAll(async () => {
  site = await openWebSite({ '/': linkedPage('/', ['/a']), '/a': linkedPage('/a', []) });
  mkdirSync(dataDir);
  house = await openHouse(dataDir, { PAGEKEEP_ALLOW_HOSTS: site.host });
  writeFileSync(join(folder, 'links.txt'), `http://${site.host}/a\n`);
});
afterAll(async () => {
  await house.close();
  await site.close();
  rmSync(folder, { recursive: true, force: true });
});

async function type(typed: readonly string[]): Promise<{ exit: number; out: string }> {
  const env = { PAGEKEEP_DATA_DIR: dataDir, HOME: folder, CI: 'true' };
  const terminal = fakeTerminal({ env, input: `http://${site.host}/a\n` });
  const tools = { terminal, version: '0.0.0', loadDaemon: () => Promise.reject(new Error('none')) };
  const exit = await runCli([...typed, '--json'], tools);
  return { exit, out: terminal.written.out };
}

/** What is typed, and how it ends (null: as the machine is); SITE and FOLDER stand for the test's own. */
const LINES: readonly (readonly [typed: string, exit: number | null])[] = [
  // The house in this process is of no version.
  ['start', EXIT.failed],
  ['status', EXIT.done],
  ['open --no-open', EXIT.done],
  ['pair', EXIT.done],
  ['token create script', EXIT.done],
  ['token list', EXIT.done],
  ['token revoke nobody', EXIT.failed],
  ['remember SITE/', EXIT.done],
  ['remember SITE/ SITE/none', EXIT.partly],
  ['remember nonsense', EXIT.usage],

  ['search About', EXIT.done],
  ['images About', EXIT.done],
  ['list', EXIT.done],
  ['read SITE/', EXIT.done],
  ['read SITE/ --explain', EXIT.done],
  ['read https://unknown.example/', EXIT.failed],
  ['versions SITE/', EXIT.done],
  ['tag SITE/ +new', EXIT.done],
  ['blocklist add bad.example', EXIT.done],
  ['blocklist test https://bad.example/', EXIT.refused],
  ['blocklist list', EXIT.done],
  ['blocklist lists', EXIT.done],
  ['blocklist remove bad.example', EXIT.done],
  ['stats', EXIT.done],
  ['sync', EXIT.done],
  ['crawl SITE/ --depth 1 --pages 2', EXIT.done],
  ['crawl SITE/ --print', EXIT.done],
  ['batch FOLDER/links.txt', EXIT.done],
  ['batch -', EXIT.done],
  ['recrawl --all --dry-run', EXIT.done],
  ['jobs', EXIT.done],
  ['jobs list', EXIT.done],
  ['crawl4ai status', EXIT.failed],
  ['verify', EXIT.done],
  ['backup --to FOLDER', EXIT.done],
  ['memory status', EXIT.done],
  ['memory lock', EXIT.failed],
  ['memory nonsense', EXIT.usage],
  ['restore FOLDER/none.backup', EXIT.usage],
  ['export --format jsonl --to FOLDER/memory.jsonl', EXIT.done],
  ['import FOLDER/memory.jsonl', EXIT.done],
  ['bench recall', EXIT.partly],
  ['service print', EXIT.done],
  ['config show', EXIT.done],
  ['completion bash', EXIT.done],
  ['mcp install --client cursor --print', EXIT.done],
  ['doctor', null],
  ['forget SITE/ --dry-run', EXIT.done],
  ['forget SITE/a --yes --wait', EXIT.done],
  ['stop --data-dir FOLDER', EXIT.done],
];

// What one line keeps, the next ones show.
describe('with --json a command writes JSON and nothing else on stdout', { shuffle: false }, () => {
  test.each(LINES)('%s', { timeout: 60_000 }, async (line, exit) => {
    const typed = line.replaceAll('SITE', `http://${site.host}`).replaceAll('FOLDER', folder).split(' ');
    const said = await type(typed);
    if (exit !== null) expect(said.exit, said.out).toBe(exit);
    const documents = said.out
      .trimEnd()
      .split('\n')
      .map((text) => JSON.parse(text) as unknown);
    expect(documents.every((one) => typeof one === 'object' && one !== null)).toBe(true);
  });

  test('a refusal too, with its code and its sentence', async () => {
    const { exit, out } = await type(['list', '--limit', 'many']);
    expect([exit, JSON.parse(out)]).toEqual([
      EXIT.usage,
      { error: { code: 'bad-input', message: '--limit must be a whole number.' } },
    ]);
  });

  test('each of them is among these lines', () => {
    const verbs = new Set(LINES.map(([line]) => line.split(' ')[0]));
    expect(Object.keys(COMMANDS).filter((name) => !verbs.has(name))).toEqual([]);
  });
});
