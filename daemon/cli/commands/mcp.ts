import { SCOPES } from '../../../shared/contract/pairing.ts';
import type { Reach, Scope } from '../../../shared/contract/pairing.ts';
import { Failure } from '../../failure.ts';
import { dropAgentToken } from '../agent-token.ts';
import { callDaemon } from '../call-daemon.ts';
import type { Command, Invocation } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import type { ExitCode } from '../exit-code.ts';
import { findDaemon } from '../find-daemon.ts';
import { makeDataFolder } from '../make-data-folder.ts';
import { PRODUCT_VERSION } from '../package-root.ts';

/** Looking, adding and fetching can be undone by the person; what cannot needs a grant. */
const AGENT_SCOPES: readonly Scope[] = ['read', 'capture', 'crawl'];

export const mcp: Command = {
  usage: 'mcp [install | reconnect]',
  summary: 'Lets agents search and keep pages: serves MCP over stdin and stdout.',
  examples: [
    ['pagekeep mcp install --client claude', 'set Claude Desktop up; also claude-code, cursor, vscode, zed'],
    ['pagekeep mcp install --client cursor --print', 'only show what would be written'],
    ['pagekeep mcp install --client claude --grant forget', 'let it forget and unblock as well'],
    ['pagekeep mcp --read-only --tags work', 'what a client runs: reading only, pages tagged work only'],
    ['pagekeep mcp reconnect --as claude', 'let an agent in again that was disconnected'],
  ],
  options: {
    client: { value: 'NAME', text: 'install: claude, claude-code, cursor, vscode or zed' },
    print: { text: 'install: show the entry, write nothing' },
    'dry-run': { text: 'install: say what would change, write nothing' },
    as: { value: 'NAME', text: 'the name this agent has in the options page (default: as it calls itself)' },
    grant: { value: 'GRANT', text: 'forget: it may also forget pages and unblock sites' },
    'read-only': { text: 'it may neither fetch nor keep anything' },
    tags: { value: 'A,B', text: 'it knows of pages with one of these tags only' },
    domains: { value: 'A,B', text: 'it knows of pages of these sites only' },
    since: { value: 'DATE', text: 'it knows of pages seen on this day or later only' },
    until: { value: 'DATE', text: 'it knows of pages seen on this day or before only' },
    verbose: { text: 'log on stderr' },
  },
  words: [0, 1],
  async run(call) {
    const [deed] = call.words;
    if (deed === undefined) return serve(call);
    if (deed === 'reconnect') return reconnect(call);
    if (deed === 'install')
      return (await import('../install-client.ts')).installClient(call, rightsFlags(call));
    throw new Failure('bad-input', `Usage: pagekeep ${mcp.usage}. See: pagekeep mcp --help`);
  },
};

async function serve(call: Invocation): Promise<ExitCode> {
  const { config, terminal } = call;
  const setup = { scopes: readScopes(call), reach: readReach(call) };
  makeDataFolder(config.dataDir);
  const { runBridge } = await import('../../bridge.ts');
  const { takeStdout } = await import('../take-stdout.ts');
  const log = (line: string): void => {
    if (call.has('verbose')) terminal.note(`pagekeep mcp: ${line}\n`);
  };
  // Clients that do not wait for the end of stdin to be noticed send a signal after it.
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => process.stdin.destroy());
  await runBridge({
    config,
    startFlags: ['--data-dir', config.dataDir],
    name: call.text('as') ?? null,
    setup,
    readOnly: call.has('read-only'),
    version: PRODUCT_VERSION,
    io: { input: process.stdin, output: takeStdout(terminal), log },
  });
  // What is still under way serves nobody now; a client that closed stdin waits for us to be gone.
  setTimeout(() => process.exit(EXIT.done), 300).unref();
  return EXIT.done;
}

async function reconnect({ config, text, print }: Invocation): Promise<ExitCode> {
  const name = text('as');
  if (name === undefined) throw new Failure('bad-input', 'Say which agent: pagekeep mcp reconnect --as NAME');
  const clientId = dropAgentToken(config.dataDir, name);
  if (clientId !== null) {
    const link = findDaemon(config);
    await callDaemon(link, 'revokeToken', { client_id: clientId });
  }
  print({ name }, `${name} is let in again the next time it asks.`);
  return EXIT.done;
}

function readScopes(call: Invocation): Scope[] {
  const grant = call.text('grant');
  if (grant !== undefined && grant !== 'forget') {
    throw new Failure('bad-input', '--grant may be forget.');
  }
  if (call.has('read-only')) {
    if (grant !== undefined) throw new Failure('bad-input', '--read-only and --grant exclude each other.');
    return ['read'];
  }
  const wanted: readonly Scope[] = grant === undefined ? AGENT_SCOPES : [...AGENT_SCOPES, grant];
  return SCOPES.filter((scope) => wanted.includes(scope));
}

function readReach(call: Invocation): Reach | null {
  const list = (option: string): string[] | undefined =>
    call
      .text(option)
      ?.split(',')
      .map((word) => word.trim())
      .filter((word) => word !== '');
  const [tags, domains, since, until] = [
    list('tags'),
    list('domains'),
    call.text('since'),
    call.text('until'),
  ];
  const reach: Reach = {
    ...(tags !== undefined && { tags }),
    ...(domains !== undefined && { domains }),
    ...(since !== undefined && { since }),
    ...(until !== undefined && { until }),
  };
  return Object.keys(reach).length === 0 ? null : reach;
}

/** The flags that say what the agent may do, as they are written into a client's configuration. */
function rightsFlags(call: Invocation): string[] {
  readScopes(call);
  const valued = ['grant', 'tags', 'domains', 'since', 'until'].flatMap((option) => {
    const value = call.text(option);
    return value === undefined ? [] : [`--${option}`, value];
  });
  return call.has('read-only') ? [...valued, '--read-only'] : valued;
}
