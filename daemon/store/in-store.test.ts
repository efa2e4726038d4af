import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { emptyStore } from '../../test/fakes/empty-store.ts';
import { samplePage, samplePassage } from '../../test/fakes/sample-page.ts';
import { commitPage } from './commit-page.ts';
import { settleClock } from './keep-clock.ts';
import type { Store } from './open-store.ts';
import { dropStrangeVectors, keepPastVectors, leavingPassages } from './past-vectors.ts';
import { closeSessions, endAllSessions, endedSessions, endOrphanSessions, endSession } from './sessions.ts';
import { storedClients } from './stored-clients.ts';
import { addToken, listTokens } from './tokens.ts';
import { hashToken } from '../security/token.ts';

const NOW = 10_000_000;
const SCRIPT = { client_id: 'script', name: '' };

/** A memory in which every one of the writes below has something to change. */
async function busyStore(): Promise<Store> {
  const store = await emptyStore();
  const commit = (captured_at: number, text: string) =>
    commitPage(
      store,
      samplePage({
        content_hash: text,
        captured_at,
        passages: [samplePassage(0, text)],
        retention_policy: 'session_only',
        session: SCRIPT,
      }),
    );
  const { page_id } = await commit(1, 'first');
  await commit(2, 'then');
  await endSession(store, { ...SCRIPT, client_id: 'gone' });
  const [passage_id = 0] = await leavingPassages(store, page_id);
  await keepPastVectors(store, 'other', [{ passage_id, text_hash: 'h', vector: new Float32Array(1) }]);
  const [hash, token] = [hashToken('t'), { scopes: ['read'] as const, reach: null, origin: null }];
  await addToken(store, { ...token, client_id: 't', name: 't', hash, created_at: 0, last_used_at: null });
  return store;
}

/** Runs `write` while the file is written anew, and lets go of it; how many rows changed before and after that. */
async function whileRewritten(store: Store, write: () => Promise<unknown>): Promise<[number, number]> {
  const changes = store.database.prepare<[], number>('select total_changes()').pluck();
  const before = changes.get() ?? 0;
  const { promise, resolve } = Promise.withResolvers<void>();
  store.rewriting = promise;
  const written = write();
  await sleep(5);
  const meanwhile = (changes.get() ?? 0) - before;
  store.rewriting = null;
  resolve();
  await written;
  return [meanwhile, (changes.get() ?? 0) - before];
}

test.each([
  ['vectors of another model', (store: Store) => dropStrangeVectors(store, 'own')],
  ['all sessions', endAllSessions],
  ['sessions of clients that are gone', (store: Store) => endOrphanSessions(store, [])],
  [
    'the end of sessions',
    async (store: Store) => closeSessions(store, (await endedSessions(store)).session_ids),
  ],
  ['the clock', settleClock],
])('who writes waits while the file is written anew: %s', async (_what, write) => {
  const store = await busyStore();
  const [meanwhile, after] = await whileRewritten(store, () => write(store));
  expect(meanwhile).toBe(0);
  expect(after).toBeGreaterThan(0);
});

test('a client that only asks is let in while the file is written anew, and noted later', async () => {
  const store = await busyStore();
  const clients = storedClients(store, () => NOW);
  store.rewriting = new Promise(() => undefined);
  onTestFinished(() => void (store.rewriting = null));
  expect(await Promise.race([clients.findByToken('t'), sleep(1_000)])).toMatchObject({ client_id: 't' });
  store.rewriting = null;
  await clients.findByToken('t');
  expect((await listTokens(store))[0]?.last_used_at).toBe(NOW);
});

test('a client that only asks is let in though the disk is full', async () => {
  const store = await busyStore();
  store.database.exec(
    `create temp trigger full before update on main.tokens begin select raise(abort, 'full'); end`,
  );
  expect(await storedClients(store, () => NOW).findByToken('t')).toMatchObject({ client_id: 't' });
});
