import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { samplePage } from '../../test/fakes/sample-page.ts';
import { temporaryFolder } from '../../test/fakes/temporary-folder.ts';
import { commitPage } from './commit-page.ts';
import { closeStore, openStore } from './open-store.ts';
import { closeSessions, endedSessions, endSession, endSilentSessions, markSessionUsed } from './sessions.ts';

const [HOUR, DAY] = [3_600_000, 86_400_000];
const START = Date.UTC(2027, 0, 1);

async function openSessions() {
  const clock = { now: START };
  const store = await openStore(join(temporaryFolder(), 'pages.db'), { now: () => clock.now });
  onTestFinished(() => closeStore(store));
  const keep = async (path: string, name: string, asked_at: number) => {
    const session = { client_id: 'agent', name, asked_at };
    const url = `https://groves.example/${path}`;
    const page = samplePage({ url, retention_policy: 'session_only', session });
    return (await commitPage(store, page)).page_id;
  };
  const end = (name: string) => endSession(store, { client_id: 'agent', name });
  /** What goes now, as the sweep asks for it. */
  const ended = async () => {
    const { session_ids, page_ids } = await endedSessions(store);
    await closeSessions(store, session_ids);
    return page_ids;
  };
  const rows = () => store.database.prepare('select count(*) from sessions where ended_at > 0').pluck().get();
  return { store, clock, keep, end, ended, rows };
}

test('what was asked for before a named session ended goes with it, however late it comes', async () => {
  const { clock, keep, end, ended } = await openSessions();
  await end('gone');
  clock.now += HOUR;
  expect(await ended()).toEqual([]);
  const late = await keep('late', 'gone', START - 1);
  expect(await ended()).toEqual([late]);
});

test('what is asked for under the same name afterwards begins a new session, as in one without a name', async () => {
  const { clock, keep, end, ended } = await openSessions();
  for (const name of ['nightly', '']) {
    await end(name);
    await ended();
    clock.now += HOUR;
    await keep(`next ${name}`, name, clock.now);
  }
  await keep('late', '', START - 1);
  expect(await ended()).toEqual([]);
});

test('an ended session is known by its name for some weeks, and then by nothing', async () => {
  const { clock, end, ended, rows } = await openSessions();
  await end('gone');
  await end('');
  await ended();
  expect(rows()).toBe(1);
  clock.now += 29 * DAY;
  await ended();
  expect(rows()).toBe(1);
  clock.now += 2 * DAY;
  await ended();
  expect(rows()).toBe(0);
});

test('a named session ends when nothing is asked in it for three days, and no other does', async () => {
  const { store, clock, keep, ended } = await openSessions();
  const silent = await keep('silent', 'killed', START);
  await keep('used', 'alive', START);
  await keep('unnamed', '', START);
  clock.now += 2 * DAY;
  await markSessionUsed(store, { client_id: 'agent', name: 'alive' });
  clock.now += 2 * DAY;
  await endSilentSessions(store);
  expect(await ended()).toEqual([silent]);
});

test('that a session is in use is written once an hour, and never waited for', async () => {
  const { store, clock, keep } = await openSessions();
  await keep('used', 'alive', START);
  const usedAt = () =>
    store.database.prepare("select used_at from sessions where name = 'alive'").pluck().get();
  const use = () => markSessionUsed(store, { client_id: 'agent', name: 'alive' });
  clock.now += HOUR - 1;
  await use();
  expect(usedAt()).toBe(START);
  clock.now += 2;
  store.rewriting = new Promise(() => undefined);
  await use();
  expect(usedAt()).toBe(START);
  store.rewriting = null;
  await use();
  expect(usedAt()).toBe(clock.now);
});
