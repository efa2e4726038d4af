import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { reach, scope } from '../../shared/contract/pairing.ts';
import type { Reach, Scope } from '../../shared/contract/pairing.ts';
import { callDaemon } from './call-daemon.ts';
import type { DaemonLink } from './find-daemon.ts';

/** What an agent is set up with: what it may do, and with which pages (null: all). */
export interface AgentSetup {
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly reach: Reach | null;
}

const keptToken = z.object({
  client_id: z.string(),
  token: z.string(),
  asked: z.object({ scopes: z.array(scope), reach: z.nullable(reach) }),
});
type KeptToken = z.infer<typeof keptToken>;

/**
 * The agent's own token, made with the owner's on first use and kept beside it (mode 0600). Another set-up than the
 * kept one's makes another; one that was revoked is kept and stays refused, because only a person may let the agent in again.
 */
export async function provideAgentToken(
  dataDir: string,
  owner: DaemonLink,
  setup: AgentSetup,
): Promise<string> {
  // The same agent has another token for each Pagekeep it is sent to.
  const file = owner.remote === true ? `${setup.name}@${owner.host}:${owner.port}` : setup.name;
  const kept = readToken(dataDir, file);
  const asked = { scopes: [...setup.scopes], reach: setup.reach };
  if (kept !== null && JSON.stringify(kept.asked) === JSON.stringify(asked)) return kept.token;
  const made = await callDaemon(owner, 'createToken', {
    name: setup.name,
    scopes: asked.scopes,
    ...(setup.reach !== null && { reach: setup.reach }),
  });
  if (kept !== null) await callDaemon(owner, 'revokeToken', { client_id: kept.client_id }).catch(() => null);
  writeToken(dataDir, file, { client_id: made.client_id, token: made.token, asked });
  return made.token;
}

/** Forgets an agent's token, so that its next start makes another; its id, to be revoked, or null. */
export function dropAgentToken(dataDir: string, name: string): string | null {
  const kept = readToken(dataDir, name);
  rmSync(pathOf(dataDir, name), { force: true });
  return kept?.client_id ?? null;
}

function readToken(dataDir: string, name: string): KeptToken | null {
  try {
    return keptToken.parse(JSON.parse(readFileSync(pathOf(dataDir, name), 'utf8')));
  } catch {
    return null;
  }
}

function writeToken(dataDir: string, name: string, kept: KeptToken): void {
  const path = pathOf(dataDir, name);
  mkdirSync(join(dataDir, 'agents'), { recursive: true, mode: 0o700 });
  const half = `${path}.${process.pid}`;
  writeFileSync(half, `${JSON.stringify(kept)}\n`, { mode: 0o600 });
  renameSync(half, path);
}

/** A client names itself as it likes; its file is named after a part of that and a hash of the whole. */
function pathOf(dataDir: string, name: string): string {
  const plain = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 40);
  const hash = createHash('sha256').update(name).digest('hex').slice(0, 8);
  return join(dataDir, 'agents', `${plain}-${hash}.json`);
}
