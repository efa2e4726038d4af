import { expect, onTestFinished, test } from 'vitest';
import { openHouse } from './open-house.ts';
import type { OpenHouse } from './open-house.ts';
import { NAUGHTY, UNKEEPABLE } from './naughty-list.ts';
import { ask, openDoor, post } from './open-door.ts';
import { Failure } from '../../daemon/failure.ts';
import { temporaryFolder } from '../fakes/temporary-folder.ts';

test('there are some hundred of them', () => {
  expect(NAUGHTY.length).toBeGreaterThan(400);
});

test('every one arrives at the rooms unchanged, in every field', async () => {
  const door = await openDoor();
  for (const text of NAUGHTY) {
    door.entered.length = 0;
    const capture = { url: text, html: text, title: text, note: text, selection: text };
    const tags = text.trim() === '' ? [] : [text.normalize('NFC')];
    const pattern = text.slice(0, 250);
    const asked = [
      await post(door.port, '/api/v1/capture', JSON.stringify({ ...capture, tags: [text] })),
      await post(door.port, '/api/v1/search', JSON.stringify({ query: text })),
      await post(door.port, '/api/v1/search/target', JSON.stringify({ query: text })),
      await post(door.port, '/api/v1/images/search', JSON.stringify({ query: text })),
      await post(door.port, '/api/v1/blocked-domains', JSON.stringify({ pattern, description: text })),
      await ask(door.port, { path: `/api/v1/pages/lookup?url=${encodeURIComponent(text)}` }),
      await ask(door.port, { path: `/api/v1/tags?prefix=${encodeURIComponent(text)}` }),
    ];
    expect([text, asked.map(({ status }) => status)]).toEqual([text, asked.map(() => 200)]);
    expect(door.entered.map(({ request }) => request)).toEqual([
      { ...capture, tags },
      { query: text },
      { query: text },
      { query: text },
      { pattern, description: text },
      { url: text },
      { prefix: text },
    ]);
  }
  await door.close();
});

/** A daemon of the running test's own, empty. */
async function emptyHouse(): Promise<OpenHouse> {
  const house = await openHouse(temporaryFolder());
  onTestFinished(() => house.close());
  return house;
}

/** What came of asking: the answer, or the code of a refusal that says a sentence. */
async function outcome<T>(asked: Promise<T>): Promise<T | string> {
  try {
    return await asked;
  } catch (error) {
    if (!(error instanceof Failure) || !/^[^\n]{10,400}\.$/.test(error.message)) throw error;
    return error.code;
  }
}

test('as title, note and tag it is kept, listed and read as it was written', async () => {
  const house = await emptyHouse();
  const { page_id } = await house.call('capture', { url: 'https://n.example/', html: '<p>Some words.</p>' });
  for (const text of NAUGHTY) {
    const given = { title: text, note: text, tags: [text] };
    const edited = await house.call('editPage', { id: page_id, ...given }, page_id);
    const tags = text.trim() === '' ? [] : [text.normalize('NFC')];
    expect({ note: edited.note, tags: edited.tags }).toEqual({ note: text, tags });
    // A blank title gives the page its own back, which here is its address.
    expect(edited.title).toBe(text.trim() === '' ? edited.url : text);
    expect(await house.call('page', undefined, page_id)).toEqual(edited);
    const listed = await house.call('list', tags.length === 0 ? {} : { tag: text });
    expect([text, listed.content.map((page) => page.page_id)]).toEqual([text, [page_id]]);
    const prefixed = await house.call('tags', { prefix: text });
    expect([text, prefixed.tags]).toEqual([text, tags.map((tag) => ({ tag, pages: 1 }))]);
  }
  expect(house.errors).toEqual([]);
});

test('as title, note, tag and selection of a capture it breaks nothing, and what is kept finds the page', async () => {
  const house = await emptyHouse();
  for (const [at, text] of NAUGHTY.entries()) {
    const url = `https://n.example/captured/${at}`;
    const capture = { url, html: `<p>Word${at} stands here.</p>`, title: text, note: text, selection: text };
    const saved = await house.call('capture', { ...capture, tags: [text] });
    const tags = text.trim() === '' ? [] : [text.normalize('NFC')];
    const { page } = await house.call('lookup', { url });
    expect(page).toMatchObject({ page_id: saved.page_id, note: text, tags });
    const found = await house.call('search', {
      query: `word${at}`,
      ...(tags.length > 0 && { tags: [text] }),
    });
    expect([text, found.results[0]?.page_id]).toEqual([text, saved.page_id]);
  }
  expect(house.errors).toEqual([]);
});

test('as a question it is answered, or refused in a sentence', async () => {
  const house = await emptyHouse();
  for (const query of NAUGHTY) {
    const outcomes = await Promise.all([
      outcome(house.call('search', { query })),
      outcome(house.call('searchTarget', { query })),
      outcome(house.call('searchImages', { query })),
      outcome(house.call('suggestTags', { title: query, text: query })),
      outcome(house.call('list', { domain: query.slice(0, 500) })),
      outcome(house.call('testBlocked', { url: query })),
      outcome(house.call('lookup', { url: query })),
      outcome(house.call('forget', { url: query })),
    ]);
    const codes = outcomes.filter((answer) => typeof answer === 'string');
    expect([query, codes.filter((code) => code !== 'bad-input' && code !== 'url-invalid')]).toEqual([
      query,
      [],
    ]);
    if (query.trim() !== '')
      expect([query, outcomes.slice(0, 4).filter((answer) => answer === 'bad-input')]).toEqual([query, []]);
  }
  expect(house.errors).toEqual([]);
});

test('as a tag that is renamed it goes there and back', async () => {
  const house = await emptyHouse();
  const tags = NAUGHTY.filter((text) => text.trim() !== '').slice(0, 100);
  const { page_id } = await house.call('capture', {
    url: 'https://n.example/renamed',
    html: '<p>Other words.</p>',
    tags: ['start'],
  });
  let from = 'start';
  for (const into of tags) {
    expect(await house.call('mergeTags', { from: [from], into })).toMatchObject({
      into: into.normalize('NFC'),
    });
    expect((await house.call('page', undefined, page_id)).tags).toEqual([into.normalize('NFC')]);
    from = into;
  }
});

test('as a pattern it is blocked under the spelling that is listed, or refused in a sentence', async () => {
  const house = await emptyHouse();
  for (const pattern of NAUGHTY.map((text) => text.slice(0, 500))) {
    for (const typed of [pattern, `n.example/${pattern}`.slice(0, 500)]) {
      const made = await outcome(house.call('block', { pattern: typed, description: pattern }));
      if (typeof made === 'string') {
        expect([typed, made]).toEqual([typed, 'bad-input']);
        continue;
      }
      const { blocked_domains } = await house.call('blocked');
      expect([typed, blocked_domains.map((one) => one.pattern)]).toEqual([typed, [made.pattern]]);
      expect(await house.call('unblock', { pattern: typed })).toEqual({
        pattern: made.pattern,
        removed: true,
      });
    }
  }
  expect((await house.call('blocked')).count).toBe(0);
  expect(house.errors).toEqual([]);
});

test('what cannot be kept is refused wherever it is sent, and nothing of it is kept', async () => {
  const house = await emptyHouse();
  for (const text of UNKEEPABLE) {
    const url = 'https://n.example/never';
    const capture = { url, html: '<p>Words.</p>' };
    for (const asked of [
      house.call('capture', { ...capture, title: text }),
      house.call('capture', { ...capture, note: text }),
      house.call('capture', { ...capture, tags: [text] }),
      house.call('search', { query: text }),
      house.call('searchTarget', { query: text }),
      house.call('searchImages', { query: text }),
      house.call('block', { pattern: `n.example/${text}` }),
      house.call('block', { pattern: 'n.example', description: text }),
      house.call('unblock', { pattern: text }),
      house.call('mergeTags', { from: ['a'], into: text }),
      house.call('mergeTags', { from: [text], into: 'a' }),
      house.call('suggestTags', { title: text }),
    ]) {
      await expect(asked).rejects.toMatchObject({
        code: 'bad-input',
        message: expect.stringMatching(
          /cannot be kept \(NUL, half a surrogate pair, or a tag character\)\.$/,
        ) as string,
      });
    }
  }
  expect((await house.call('list')).total_count).toBe(0);
  expect((await house.call('blocked')).count).toBe(0);
});
