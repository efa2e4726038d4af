import 'fake-indexeddb/auto';
import { Dexie } from 'dexie';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { SavedPage } from '../../shared/contract/page.ts';
import { isRefusal } from './call-daemon.ts';
import type { Refusal } from './call-daemon.ts';
import { Deliverer } from './deliver.ts';
import { Outbox } from './outbox.ts';

/** A daemon that keeps a capture once by its id, as the real one does, and can be away, refuse, or be cut off after keeping. */
class FakeDaemon {
  readonly kept: string[] = [];
  readonly asked: string[] = [];
  mood: 'well' | 'away' | 'cut-off' | 'busy' | 'locked' | 'broken' | 'refuses' | 'site-away' | 'forgot' =
    'well';

  readonly capture = async (body: Blob): Promise<SavedPage | Refusal> => {
    const { capture_id, url } = JSON.parse(await body.text()) as { capture_id: string; url: string };
    this.asked.push(capture_id);
    if (this.mood === 'away') return refusal(0, 'away');
    if (this.mood === 'busy') return refusal(503, 'capacity');
    if (this.mood === 'locked') return refusal(423, 'locked');
    if (this.mood === 'broken') return refusal(500, 'internal');
    if (this.mood === 'site-away') return refusal(502, 'fetch-failed');
    if (this.mood === 'refuses') return refusal(422, 'language');
    if (this.mood === 'forgot') return refusal(409, 'forgotten');
    if (!this.kept.includes(capture_id)) this.kept.push(capture_id);
    if (this.mood === 'cut-off') return refusal(0, 'away');
    return { page_id: 1, url, title: '', status: 'stored', passages: 1, images: 0, embedded: false };
  };
}

function refusal(status: number, code: string): Refusal {
  return { refused: true, status, code, sentence: `It said ${code}.` };
}

function pageOf(capture_id: string, url = `https://tides.example/${capture_id}`) {
  return { capture_id, url, title: capture_id, body: new Blob([JSON.stringify({ capture_id, url })]) };
}

let daemon: FakeDaemon;
let outbox: Outbox;
let deliverer: Deliverer;

/** The background starts: nothing is left of its last life but what is on disk. */
function wake(): void {
  outbox = new Outbox();
  deliverer = new Deliverer(outbox, daemon.capture);
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
  daemon = new FakeDaemon();
  wake();
});
afterEach(async () => {
  vi.useRealTimers();
  outbox.close();
  await Dexie.delete('outbox');
});

const waitingIds = async () => (await outbox.list()).map((capture) => capture.capture_id);

describe('a capture reaches the daemon exactly once', () => {
  test('when all is well', async () => {
    await outbox.add(pageOf('a'));
    expect(await deliverer.deliverCapture('https://tides.example/a', 'a')).toMatchObject({
      status: 'stored',
    });
    await deliverer.deliverDue({ now: true });
    expect(daemon.asked).toEqual(['a']);
    expect(await waitingIds()).toEqual([]);
    expect(await outbox.body('a')).toBeNull();
  });

  test('when the background dies before it sends', async () => {
    await outbox.add(pageOf('a'));
    outbox.close();
    wake();
    expect(await deliverer.deliverDue()).toBe(1);
    expect(daemon.kept).toEqual(['a']);
  });

  test('when it dies between the answer and the removal', async () => {
    await outbox.add(pageOf('a'));
    const dying = new Deliverer(outbox, async (body) => {
      await daemon.capture(body);
      throw new Error('the background died');
    });
    await expect(dying.deliverDue()).rejects.toThrow('died');
    outbox.close();
    wake();
    expect(await deliverer.deliverDue()).toBe(1);
    expect(daemon.asked).toEqual(['a', 'a']);
    expect(daemon.kept).toEqual(['a']);
    expect(await waitingIds()).toEqual([]);
  });

  test('when the connection breaks after the daemon kept it', async () => {
    daemon.mood = 'cut-off';
    await outbox.add(pageOf('a'));
    await deliverer.deliverDue();
    expect(await waitingIds()).toEqual(['a']);
    daemon.mood = 'well';
    await deliverer.deliverDue({ now: true });
    expect(daemon.kept).toEqual(['a']);
    expect(await waitingIds()).toEqual([]);
  });

  test('when it is added twice under one id', async () => {
    await outbox.add(pageOf('a'));
    await outbox.add(pageOf('a'));
    expect(await waitingIds()).toEqual(['a']);
  });

  test('when two deliveries run at once', async () => {
    await outbox.add(pageOf('a'));
    await outbox.add(pageOf('b'));
    await Promise.all([
      deliverer.deliverDue(),
      deliverer.deliverDue(),
      deliverer.deliverCapture('https://tides.example/b', 'b'),
    ]);
    expect(daemon.asked.toSorted()).toEqual(['a', 'b']);
  });
});

describe('while the daemon is away', () => {
  beforeEach(async () => {
    daemon.mood = 'away';
    for (const id of ['a', 'b', 'c']) await outbox.add(pageOf(id));
    await deliverer.deliverDue();
  });

  test('it is asked once, and everything waits', async () => {
    expect(daemon.asked).toEqual(['a']);
    const waiting = await outbox.list();
    expect(waiting.map((capture) => capture.tries)).toEqual([1, 0, 0]);
    expect(waiting[0]?.sentence).toBe('It said away.');
    expect(waiting.every((capture) => capture.next_try_at === Date.now() + 30_000)).toBe(true);
  });

  test('it is not asked again before the pause is over', async () => {
    await deliverer.deliverDue();
    expect(daemon.asked).toEqual(['a']);
    vi.setSystemTime(Date.now() + 30_000);
    await deliverer.deliverDue();
    expect(daemon.asked).toEqual(['a', 'a']);
    expect((await outbox.list())[0]?.next_try_at).toBe(Date.now() + 60_000);
  });

  test('the pause grows no longer than half an hour', async () => {
    for (let tries = 0; tries < 20; tries++) await deliverer.deliverDue({ now: true });
    expect((await outbox.list())[0]?.next_try_at).toBe(Date.now() + 30 * 60_000);
  });

  test('when it is back, all go in the order they were made', async () => {
    daemon.mood = 'well';
    vi.setSystemTime(Date.now() + 30_000);
    expect(await deliverer.deliverDue()).toBe(3);
    expect(daemon.kept).toEqual(['a', 'b', 'c']);
  });
});

describe('captures of one page', () => {
  const url = 'https://tides.example/log';

  test('arrive in the order they were made, also when only the newest is asked for', async () => {
    await outbox.add(pageOf('old', url));
    await outbox.add(pageOf('new', url));
    await deliverer.deliverCapture(url, 'new');
    expect(daemon.kept).toEqual(['old', 'new']);
  });

  test('do not overtake one that will be tried again, while other pages go', async () => {
    daemon.mood = 'broken';
    await outbox.add(pageOf('old', url));
    await deliverer.deliverCapture(url, 'old');
    daemon.mood = 'well';
    await outbox.add(pageOf('new', url));
    await outbox.add(pageOf('other'));
    expect(await deliverer.deliverDue()).toBe(1);
    expect(daemon.kept).toEqual(['other']);
    expect(await waitingIds()).toEqual(['old', 'new']);
  });
});

describe('a link', () => {
  test('is sent as what it is, and says where it was asked for', async () => {
    const asked: unknown[] = [];
    const links = new Deliverer(outbox, async (body, { asked_on }) => {
      asked.push([JSON.parse(await body.text()), asked_on]);
      return daemon.capture(body);
    });
    await outbox.add({ ...pageOf('a'), asked_on: 'https://lamps.example/' });
    await outbox.add(pageOf('b'));
    expect(await links.deliverDue()).toBe(2);
    expect(asked).toMatchObject([
      [{ capture_id: 'a' }, 'https://lamps.example/'],
      [{ capture_id: 'b' }, undefined],
    ]);
  });

  test('of a site that gives no page stays with its sentence until a person tries again', async () => {
    daemon.mood = 'site-away';
    await outbox.add({ ...pageOf('a'), asked_on: 'https://lamps.example/' });
    await deliverer.deliverDue();
    daemon.mood = 'well';
    await outbox.add(pageOf('b'));
    expect(await deliverer.deliverDue({ now: true })).toBe(1);
    expect(await outbox.list()).toMatchObject([
      { capture_id: 'a', stuck: 1, sentence: 'It said fetch-failed.' },
    ]);
    await outbox.add({ ...pageOf('c', 'https://tides.example/a'), asked_on: 'https://lamps.example/' });
    expect(await deliverer.deliverDue()).toBe(1);
    expect(await waitingIds()).toEqual([]);
  });
});

describe('what can never succeed', () => {
  test('stays with its sentence, is not tried again, and lets others pass', async () => {
    daemon.mood = 'refuses';
    await outbox.add(pageOf('a'));
    await deliverer.deliverDue();
    daemon.mood = 'well';
    await outbox.add(pageOf('b'));
    await deliverer.deliverDue({ now: true });
    expect(daemon.asked).toEqual(['a', 'b']);
    expect(await outbox.list()).toMatchObject([
      { capture_id: 'a', stuck: 1, code: 'language', sentence: 'It said language.' },
    ]);
  });

  test('makes room for a new capture of the same page', async () => {
    daemon.mood = 'refuses';
    await outbox.add(pageOf('a', 'https://tides.example/log'));
    await deliverer.deliverDue();
    await outbox.add(pageOf('b', 'https://tides.example/log'));
    expect(await waitingIds()).toEqual(['b']);
    expect(await outbox.body('a')).toBeNull();
  });

  test.each(['busy', 'locked'] as const)('a %s daemon refuses nothing for good', async (mood) => {
    daemon.mood = mood;
    await outbox.add(pageOf('a'));
    const answer = await deliverer.deliverCapture('https://tides.example/a', 'a');
    expect(answer !== 'gone' && isRefusal(answer)).toBe(true);
    expect(await outbox.list()).toMatchObject([{ stuck: 0 }]);
  });
});

test('a full outbox says so and keeps what it has', async () => {
  for (let n = 0; n < 500; n++) await outbox.add(pageOf(`page-${n}`));
  expect(await outbox.add(pageOf('one-more'))).toContain('Too many pages');
  const ids = await waitingIds();
  expect(ids).toHaveLength(500);
  expect(ids).not.toContain('one-more');
});

test('what was forgotten while it waited leaves no copy here', async () => {
  await outbox.add(pageOf('a'));
  daemon.mood = 'forgot';
  expect(await deliverer.deliverCapture('https://tides.example/a', 'a')).toBe('gone');
  expect(await waitingIds()).toEqual([]);
  expect(await outbox.body('a')).toBeNull();
});

test('what a person removes is not sent', async () => {
  await outbox.add(pageOf('a'));
  await outbox.drop('a');
  expect(await deliverer.deliverCapture('https://tides.example/a', 'a')).toBe('gone');
  expect(daemon.asked).toEqual([]);
});
