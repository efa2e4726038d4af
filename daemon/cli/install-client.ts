import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { readDataDir } from '../config.ts';
import { Failure } from '../failure.ts';
import { agentClients } from './agent-clients.ts';
import type { AgentClient, AgentClientName } from './agent-clients.ts';
import type { Invocation } from './command.ts';
import { EXIT } from './exit-code.ts';
import type { ExitCode } from './exit-code.ts';
import { setInJsonc } from './jsonc-objects.ts';

const NAME = 'pagekeep';

/** Sets a client of agents up to run the bridge: edits its configuration, with a copy of it beside, and changes nothing else in it. */
export async function installClient(call: Invocation, rights: readonly string[]): Promise<ExitCode> {
  const { has, print } = call;
  const { name, client } = chooseClient(call);
  const [command, ...args] = bridgeCommand(call, name, rights);
  const entry = client.entry(command, args);
  const facts = { client: name, file: client.path, section: client.section, entry };
  if (has('print')) {
    const shown = JSON.stringify({ [client.section]: { [NAME]: entry } }, null, 2);
    print(facts, `${client.path}\n${shown}`);
    return EXIT.done;
  }
  const before = existsSync(client.path) ? readFileSync(client.path, 'utf8') : '';
  const after = edit(client, before, entry);
  if (after === before) {
    print({ ...facts, changed: false }, `${client.title} is set up already: ${client.path}`);
    return EXIT.done;
  }
  if (has('dry-run')) {
    print({ ...facts, changed: true, dry_run: true }, `Would write the entry "${NAME}" into ${client.path}`);
    return EXIT.done;
  }
  const backup = write(client.path, after);
  const copy = backup === null ? '' : ` A copy of what was there: ${backup}.`;
  print(
    { ...facts, changed: true, backup },
    `${client.title} is set up in ${client.path}.${copy} ${client.afterwards}`,
  );
  return EXIT.done;
}

function chooseClient({ text, terminal }: Invocation): { name: AgentClientName; client: AgentClient } {
  const clients = agentClients(terminal.env);
  const names = Object.keys(clients) as AgentClientName[];
  const name = names.find((one) => one === text('client'));
  if (name !== undefined) return { name, client: clients[name] };
  throw new Failure('bad-input', `Say which client with --client: ${names.join(', ')}.`);
}

/** The whole path of everything, since clients start programs without a person's PATH. */
function bridgeCommand(
  { config, terminal, text }: Invocation,
  name: string,
  rights: readonly string[],
): [string, ...string[]] {
  const [entry = ''] = process.argv.slice(1);
  const folder =
    config.dataDir === readDataDir({ env: { HOME: terminal.env['HOME'] } })
      ? []
      : ['--data-dir', config.dataDir];
  return [process.execPath, entry, 'mcp', '--as', text('as') ?? name, ...rights, ...folder];
}

function edit({ path, section }: AgentClient, before: string, entry: object): string {
  try {
    return setInJsonc(before, [section, NAME], entry);
  } catch (cause) {
    const why = cause instanceof Failure ? cause.message : 'It cannot be read.';
    throw new Failure('conflict', `${path} was left as it is. ${why} See what belongs there with --print.`, {
      cause,
    });
  }
}

/** Writes the file whole or not at all, through links to where it really is; answers with the copy of what was there. */
function write(path: string, text: string): string | null {
  mkdirSync(dirname(path), { recursive: true });
  const isThere = existsSync(path);
  const real = isThere ? realpathSync(path) : path;
  const mode = isThere ? statSync(real).mode & 0o777 : 0o600;
  const backup = isThere ? `${real}.${new Date().toISOString().replaceAll(/[:.]/g, '-')}.bak` : null;
  if (backup !== null) copyFileSync(real, backup);
  const half = `${real}.${process.pid}.tmp`;
  writeFileSync(half, text, { mode });
  renameSync(half, real);
  return backup;
}
