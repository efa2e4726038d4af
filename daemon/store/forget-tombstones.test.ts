import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { emptyStore } from '../../test/fakes/empty-store.ts';
import { samplePage } from '../../test/fakes/sample-page.ts';
import { commitPage } from './commit-page.ts';
import { forgetPages } from './forget-pages.ts';
import { removeParked, restorePages } from './forget-parked.ts';
import { receiptsUnderWay } from './forget-receipts.ts';
import { requireUnforgotten } from './forget-tombstones.ts';
import type { KeepWish } from './forget-tombstones.ts';
import type { Store } from './open-store.ts';

const PAGE = 'https://groves.example/olives';
const FORGOTTEN_AT = 1_000;

function wish(store: Store, addresses: string[], more: Partial<KeepWish> = {}): Promise<void> {
  return requireUnforgotten(store, { addresses, asked_at: FORGOTTEN_AT - 1, now: 5_000, ...more });
}

describe('after a page was forgotten', () => {
  test.each([
    PAGE,
    'http://groves.example/olives',
    'https://www.groves.example/olives',
    'https://groves.example/o',
  ])('%s does not come back from before, and does when asked for anew', async (address) => {
    const store = await emptyStore();
    const { page_id } = await commitPage(
      store,
      samplePage({ url: PAGE, seen_at: 'https://groves.example/o' }),
    );
    await forgetPages(store, [page_id], FORGOTTEN_AT, { keeps_out: 'links' });
    await expect(wish(store, [address])).rejects.toMatchObject({ code: 'forgotten' });
    await wish(store, [address], { asked_at: FORGOTTEN_AT });
    await wish(store, ['https://groves.example/figs']);
  });

  test('a link alone does not bring it back, unless a person already did', async () => {
    const store = await emptyStore();
    await forgetPages(store, [], FORGOTTEN_AT, { addresses: [PAGE] });
    const link = { asked_at: 4_000, by_link: true };
    await expect(wish(store, [PAGE], link)).rejects.toMatchObject({ code: 'forgotten' });
    await commitPage(store, samplePage({ url: PAGE }));
    await wish(store, [PAGE], link);
  });

  test('with its session, a link may lead back to it, and what was asked for before may not come', async () => {
    const store = await emptyStore();
    const { page_id } = await commitPage(store, samplePage({ url: PAGE }));
    await forgetPages(store, [page_id], FORGOTTEN_AT, { keeps_out: 'before' });
    await expect(wish(store, [PAGE])).rejects.toMatchObject({ code: 'forgotten' });
    await wish(store, [PAGE], { asked_at: 4_000, by_link: true });
  });

  test('its file says nothing of the address', async () => {
    const store = await emptyStore();
    await forgetPages(store, [], FORGOTTEN_AT, { addresses: [PAGE], domains: ['figs.example'] });
    for (const file of [store.file, `${store.file}-wal`]) {
      expect(readFileSync(file).includes('groves')).toBe(false);
      expect(readFileSync(file).includes('figs')).toBe(false);
    }
  });

  test('taking it back lets everything in again', async () => {
    const store = await emptyStore();
    const { receipt_id } = await forgetPages(store, [], FORGOTTEN_AT, {
      addresses: [PAGE],
      hidden_until: 9_000,
    });
    await restorePages(store, receipt_id);
    await wish(store, [PAGE]);
  });
});

test('taking back a later forgetting leaves what an earlier one keeps out', async () => {
  const store = await emptyStore();
  const domains = ['groves.example'];
  const { page_id } = await commitPage(store, samplePage({ url: PAGE }));
  await forgetPages(store, [page_id], FORGOTTEN_AT, { domains, keeps_out: 'links' });
  const again = await commitPage(store, samplePage({ url: PAGE }));
  const hidden = { domains, keeps_out: 'links', hidden_until: 9_000 } as const;
  const { receipt_id } = await forgetPages(store, [again.page_id], FORGOTTEN_AT + 1_000, hidden);
  await expect(wish(store, [PAGE], { asked_at: FORGOTTEN_AT })).rejects.toMatchObject({ code: 'forgotten' });
  expect(await restorePages(store, receipt_id)).toEqual([again.page_id]);
  await wish(store, [PAGE], { asked_at: FORGOTTEN_AT });
  for (const address of [PAGE, 'https://groves.example/other'])
    await expect(wish(store, [address])).rejects.toMatchObject({ code: 'forgotten' });
});

test('a forgetting that is through remembers nothing of the tombstones before it', async () => {
  const store = await emptyStore();
  for (const at of [1, 2])
    await forgetPages(store, [], FORGOTTEN_AT + at, { addresses: [PAGE], hidden_until: 9_000 });
  const receipts = await receiptsUnderWay(store);
  expect(receipts.map(({ parked }) => parked)).toEqual([0, 1]);
  for (const { receipt_id } of receipts) expect(await removeParked(store, receipt_id)).toEqual([]);
  await expect(wish(store, [PAGE])).rejects.toMatchObject({ code: 'forgotten' });
});

test('a forgotten site keeps out what lies below it, not beside it', async () => {
  const store = await emptyStore();
  await forgetPages(store, [], FORGOTTEN_AT, { domains: ['groves.example'] });
  for (const address of ['https://groves.example/', 'http://old.groves.example/a'])
    await expect(wish(store, [address])).rejects.toMatchObject({ code: 'forgotten' });
  await wish(store, ['https://mygroves.example/']);
  await wish(store, ['https://groves.example/new'], { asked_at: 2_000, by_link: true });
});

test('a clock that went back keeps nobody from remembering anew', async () => {
  const store = await emptyStore();
  await forgetPages(store, [], 1_000_000, { addresses: [PAGE] });
  await wish(store, [PAGE], { asked_at: 500_000, now: 500_000 });
  await expect(wish(store, [PAGE], { asked_at: 300_000, now: 500_000 })).rejects.toMatchObject({
    code: 'forgotten',
  });
});
