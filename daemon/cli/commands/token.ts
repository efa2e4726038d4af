import { SCOPES } from '../../../shared/contract/pairing.ts';
import type { Reach, Scope } from '../../../shared/contract/pairing.ts';
import { Failure } from '../../failure.ts';
import { callDaemon } from '../call-daemon.ts';
import type { Command, Invocation } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import type { ExitCode } from '../exit-code.ts';
import { findDaemon } from '../find-daemon.ts';
import { oneLine } from '../plain-characters.ts';
import { sayCount } from '../say-count.ts';

export const token: Command = {
  usage: 'token create NAME | list | reads CLIENT_ID | revoke CLIENT_ID',
  summary: 'Gives scripts their own keys to the memory, and takes them away.',
  examples: [
    ['pagekeep token create backup --scopes read', 'a key that may only read; it is shown once'],
    ['pagekeep token list', 'who is connected, what each may do and with which pages'],
    ['pagekeep token reads 3f2a', 'what one was shown: its questions and the numbers of pages'],
    ['pagekeep token revoke 3f2a', 'shut one out at once, by the id in the list'],
  ],
  options: { scopes: { value: 'A,B', text: `what it may do: ${SCOPES.join(', ')} (default: read)` } },
  words: [1, 2],
  run(call) {
    const [deed, subject] = call.words;
    if (deed === 'list' && subject === undefined) return list(call);
    if (deed === 'create' && subject !== undefined) return create(call, subject);
    if (deed === 'reads' && subject !== undefined) return reads(call, subject);
    if (deed === 'revoke' && subject !== undefined) return revoke(call, subject);
    throw new Failure('bad-input', `Usage: pagekeep ${token.usage}. See: pagekeep token --help`);
  },
};

async function create(call: Invocation, name: string): Promise<ExitCode> {
  const scopes = readScopes(call.text('scopes') ?? 'read');
  const made = await callDaemon(findDaemon(call.config), 'createToken', { name, scopes });
  // The secret alone on stdout, so that it can be piped; what it is goes beside it.
  call.print(made, made.token);
  if (!call.json) {
    call.terminal.note(
      `Client ${made.client_id} may ${made.scopes.join(', ')}. The token is not shown again.\n`,
    );
  }
  return EXIT.done;
}

async function list(call: Invocation): Promise<ExitCode> {
  const { tokens } = await callDaemon(findDaemon(call.config), 'tokens');
  const lines = tokens.map(({ client_id, name, scopes, reach, origin, last_used_at }) =>
    [
      client_id,
      oneLine(name),
      scopes.join(','),
      reach === null ? 'every page' : oneLine(sayReach(reach)),
      origin ?? '-',
      last_used_at === null ? 'never used' : `last used ${last_used_at}`,
    ].join('  '),
  );
  call.print({ tokens }, lines.length === 0 ? 'No clients.' : lines.join('\n'));
  return EXIT.done;
}

async function reads(call: Invocation, id: string): Promise<ExitCode> {
  const answer = await callDaemon(findDaemon(call.config), 'reads', { client_id: id });
  const lines = answer.reads.map(({ at, question, pages, page_ids }) =>
    [at, sayCount(pages, 'page'), page_ids.join(','), oneLine(question ?? '-')].join('  '),
  );
  call.print(answer, lines.length === 0 ? 'Nothing was read.' : lines.join('\n'));
  return EXIT.done;
}

function sayReach({ tags, domains, since, until }: Reach): string {
  const parts = [
    tags === undefined ? '' : `tags ${tags.join(',')}`,
    domains === undefined ? '' : `sites ${domains.join(',')}`,
    since === undefined ? '' : `since ${since}`,
    until === undefined ? '' : `until ${until}`,
  ];
  return parts.filter((part) => part !== '').join(' ') || 'every page';
}

async function revoke(call: Invocation, id: string): Promise<ExitCode> {
  const { revoked } = await callDaemon(findDaemon(call.config), 'revokeToken', { client_id: id });
  call.print({ revoked }, revoked ? 'Revoked.' : 'There is no client of that id.');
  return revoked ? EXIT.done : EXIT.failed;
}

function readScopes(text: string): Scope[] {
  return text.split(',').map((word) => {
    const scope = SCOPES.find((one) => one === word.trim());
    if (scope === undefined) throw new Failure('bad-input', `--scopes may hold ${SCOPES.join(', ')}.`);
    return scope;
  });
}
