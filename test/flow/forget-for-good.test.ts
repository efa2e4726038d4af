import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../fakes/temporary-folder.ts';
import { openHouse } from '../attacks/open-house.ts';
import type { OpenHouse } from '../attacks/open-house.ts';

const SECRET = 'zebrafinch7719';

function page(name: string, more: object = {}) {
  const sentences = Array.from({ length: 12 }, (_, at) => `Sentence ${at} about ${name} and olives.`).join(
    ' ',
  );
  return {
    url: `https://groves.example/${name}`,
    html: `<html><head><title>On ${name}</title></head><body><article><h1>On ${name}</h1><p>${sentences}</p></article></body></html>`,
    ...more,
  };
}

async function open(folder = temporaryFolder()): Promise<OpenHouse & { folder: string }> {
  return { ...(await openHouse(folder)), folder };
}

async function checkedReceipt(house: OpenHouse, id: string) {
  for (let tries = 0; tries < 600; tries++) {
    const receipt = await house.call('receipt', undefined, id);
    if (receipt.checked) return receipt;
    await new Promise((later) => setTimeout(later, 100));
  }
  throw new Error(`Not checked: ${JSON.stringify(await house.call('receipt', undefined, id))}`);
}

async function found(house: OpenHouse, query: string): Promise<string[]> {
  const { results } = await house.call('search', { query, mode: 'keyword' });
  return results.map(({ url }) => url);
}

test('what is forgotten with a delay is nowhere at once, comes back when taken back, and is gone for good after a restart', async () => {
  const house = await open();
  await house.call('capture', page('figs', { tags: ['keep'] }));
  const { page_id } = await house.call('capture', page(SECRET, { tags: [SECRET], note: `a ${SECRET} note` }));
  const forgotten = await house.call('forgetMany', { tag: SECRET, delay_s: 60 });
  if ('dry_run' in forgotten) throw new Error('It only looked.');
  expect(forgotten).toMatchObject({ pages: 1, checked: false });
  const seen = async () => ({
    search: await found(house, SECRET),
    list: (await house.call('list', {})).total_count,
    lookup: (await house.call('lookup', { url: page(SECRET).url })).found,
    tags: (await house.call('tags', {})).tags.map(({ tag }) => tag),
    pages: (await house.call('stats')).total_pages,
  });
  expect(await seen()).toEqual({ search: [], list: 1, lookup: false, tags: ['keep'], pages: 1 });
  await expect(house.call('page', undefined, page_id)).rejects.toMatchObject({ code: 'not-found' });

  expect(await house.call('undoForget', undefined, forgotten.job_id)).toMatchObject({ pages: 1 });
  await expect.poll(seen).toMatchObject({ search: [page(SECRET).url], list: 2, lookup: true, pages: 2 });
  await expect(house.call('receipt', undefined, forgotten.receipt_id)).rejects.toMatchObject({
    code: 'not-found',
  });

  const once = await house.call('forgetMany', { tag: SECRET, delay_s: 60 });
  if ('dry_run' in once) throw new Error('It only looked.');
  expect(await house.call('cancelJob', undefined, once.job_id)).toMatchObject({
    state: 'cancelled',
    pages: 1,
  });

  const again = await house.call('forgetMany', { tag: SECRET, delay_s: 1 });
  if ('dry_run' in again) throw new Error('It only looked.');
  await house.close();
  const restarted = await openHouse(house.folder);
  const receipt = await checkedReceipt(restarted, again.receipt_id);
  expect(receipt).toMatchObject({ state: 'checked', pages: 1, checks: { rows: 0, found_in: [] } });
  await expect(restarted.call('undoForget', undefined, again.job_id)).rejects.toMatchObject({
    code: 'conflict',
  });
  await restarted.close();
  for (const file of ['pages.db', 'index.db'])
    expect(readFileSync(join(house.folder, file)).includes(SECRET)).toBe(false);
  expect(restarted.errors).toEqual([]);
});

test('looking first names what would go; conditions narrow one another; nothing said is refused', async () => {
  const house = await open();
  await house.call('capture', page('figs', { tags: ['a', 'b'] }));
  await house.call('capture', page('plums', { tags: ['a'] }));
  await house.call('capture', page('pears', { tags: ['b'], captured_at: '2020-01-01T00:00:00Z' }));
  const look = async (conditions: object) => {
    const seen = await house.call('forgetMany', { ...conditions, dry_run: true });
    if (!('dry_run' in seen)) throw new Error('It forgot.');
    return seen.listed.map(({ title }) => title).toSorted();
  };
  expect(await look({ tag: 'A' })).toEqual(['On figs', 'On plums']);
  expect(await look({ tag: 'a', query: 'FIGS' })).toEqual(['On figs']);
  expect(await look({ domain: 'www.groves.example', before: '2021-01-01' })).toEqual(['On pears']);
  expect(await look({ query: '"about plums and"' })).toEqual(['On plums']);
  expect(await look({ query: 'plum' })).toEqual([]);
  expect(await look({ url: 'http://www.groves.example/figs', tag: 'b' })).toEqual(['On figs']);
  expect((await house.call('list', {})).total_count).toBe(3);
  for (const [bad, code] of [
    [{}, 'bad-input'],
    [{ dry_run: true }, 'bad-input'],
    [{ query: ' "" … ' }, 'bad-input'],
    [{ domain: 'groves.example/figs' }, 'bad-input'],
    [{ url: 'figs' }, 'url-invalid'],
    [{ tag: 'a', delay_s: 61 }, 'bad-input'],
    [{ before: 'yesterday' }, 'bad-input'],
    [{ page_id: 0 }, 'bad-input'],
  ] as const)
    await expect(house.call('forgetMany', bad)).rejects.toMatchObject({ code });
  await expect(house.call('receipt', undefined, 'x')).rejects.toMatchObject({ code: 'not-found' });
  await expect(house.call('undoForget', undefined, 'forget-x')).rejects.toMatchObject({ code: 'not-found' });
  expect((await house.call('list', {})).total_count).toBe(3);
  await house.close();
});

test('what was captured before it was forgotten is refused, and remembered when asked for anew', async () => {
  const house = await open();
  const early = new Date(Date.now() - 60_000).toISOString();
  await house.call('forgetMany', { domain: 'groves.example' });
  const late = house.call('capture', page('figs', { captured_at: early }));
  await expect(late).rejects.toMatchObject({ code: 'forgotten' });
  const link = house.call('store', { url: 'https://groves.example/figs', asked_at: early });
  await expect(link).rejects.toMatchObject({ code: expect.stringMatching(/forgotten|fetch-failed/) });
  expect(await house.call('capture', page('figs'))).toMatchObject({ status: 'stored' });
  await house.close();
});

test('a receipt is pending until rows, index and every file were looked through', async () => {
  const house = await open();
  const captured = await house.call('capture', page(SECRET, { note: SECRET }));
  const kept = await house.call('capture', page('figs'));
  const receipt = await house.call('forgetPage', undefined, captured.page_id);
  expect(receipt).toMatchObject({ pages: 1, checked: false });
  expect(await house.call('receipt', undefined, receipt.receipt_id)).toMatchObject({
    state: 'removed',
    checks: null,
  });
  const { checks } = await checkedReceipt(house, receipt.receipt_id);
  expect(checks).toMatchObject({ rows: 0, found_in: [], copies: [] });
  expect(checks?.texts).toBeGreaterThan(10);
  expect(checks?.files).toBeGreaterThan(2);
  expect(await house.call('page', undefined, kept.page_id)).toMatchObject({ title: 'On figs' });
  await house.close();
});
