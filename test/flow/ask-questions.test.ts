import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openHouse } from '../attacks/open-house.ts';
import type { OpenHouse } from '../attacks/open-house.ts';
import type { SearchRequest } from '../../shared/contract/passage.ts';

const PAGES: Readonly<Record<string, string>> = {
  vacuum: 'Vacuuming rewrites the whole SQLite database file. A vacuum needs as much free space again.',
  checkpoint: 'A checkpoint moves pages from the write-ahead log into the database. PostgreSQL does it too.',
  log: 'The log is written ahead of the pages; checkpoints come later, and the database is small.',
  kubernetes: 'Kubernetes schedules containers. Install the scheduler on every machine.',
  hamlet: 'To be, or not to be, that is the question.',
  band: 'The Who were a band from London. Everybody who was there remembers.',
  apt: 'Installer un paquet avec apt demande les droits.',
  chatter: 'Le comment et le pourquoi : comment le dire, le savoir, le faire et le refaire.',
  tokyo: '東京タワーは赤い。Pythonのチュートリアルもあります。',
  straße: 'Die Hauptstraße in Łódź ist lang.',
};

const folder = mkdtempSync(join(tmpdir(), 'pagekeep-'));
let house: OpenHouse;
beforeAll(async () => {
  house = await openHouse(folder);
  for (const [name, text] of Object.entries(PAGES)) {
    await house.call('capture', {
      url: `https://${encodeURIComponent(name)}.example/`,
      html: `<p>${text}</p>`,
      title: 'Untitled',
    });
  }
});
afterAll(async () => {
  await house.close();
  rmSync(folder, { recursive: true });
});

async function find(query: string, more: Partial<SearchRequest> = {}) {
  const answer = await house.call('search', { query, mode: 'keyword', ...more });
  return { ...answer, names: answer.results.map(({ content }) => nameOf(content)) };
}

function nameOf(content: string): string | undefined {
  return Object.entries(PAGES).find(([, text]) => text.startsWith(content.slice(0, 15)))?.[0];
}

describe('a quoted phrase', () => {
  test('stands in every answer word for word', async () => {
    const { names, notice } = await find('database "ahead log"');
    expect(names).toEqual(['checkpoint']);
    expect(notice).toBeUndefined();
  });

  test('that stands nowhere is let go of, and the answer says so', async () => {
    const { names, notice } = await find('"ahead of the database"');
    expect(names).toContain('log');
    expect(notice).toBe(
      'No page found says “ahead of the database” word for word, so its words were searched for one by one.',
    );
  });
});

test('a minus word keeps pages out', async () => {
  expect((await find('checkpoint database')).names).toContain('checkpoint');
  const { names } = await find('checkpoint database -postgresql');
  expect(names).toContain('log');
  expect(names).not.toContain('checkpoint');
});

test('the beginning of a word finds it while it is typed, and only then', async () => {
  expect((await find('schedu', { typing: true })).names).toEqual(['kubernetes']);
  const { names } = await find('data checkp', { typing: true });
  expect(new Set(names.slice(0, 2))).toEqual(new Set(['checkpoint', 'log']));
  expect((await find('schedu', { respell: false })).names).toEqual([]);
});

describe('a word that stands nowhere', () => {
  test.each([
    ['kuberntes', 'kubernetes', 'kubernetes'],
    ['vacum the file', 'vacuum', 'vacuum'],
    ['kubernetes shceduler', 'scheduler', 'kubernetes'],
    ['datbase checkpiont', 'database', 'checkpoint'],
  ])('is mended: %s', async (query, to, first) => {
    const { names, respelled } = await find(query);
    expect(respelled?.[0]?.to).toBe(to);
    expect(names).toContain(first);
  });

  test('is searched for as it is when that is asked', async () => {
    const { count, respelled } = await find('kuberntes', { respell: false });
    expect([count, respelled]).toEqual([0, undefined]);
  });

  test('is mended while it is typed as soon as no word begins so', async () => {
    expect((await find('kubern', { typing: true })).respelled).toBeUndefined();
    const { names, respelled } = await find('kubernt', { typing: true });
    expect(respelled).toEqual([{ from: 'kubernt', to: 'kubernetes' }]);
    expect(names).toEqual(['kubernetes']);
  });

  test.each([
    'KUBERNTES',
    'kubernte5',
    '"kuberntes"',
    'kuberntes.js',
    'kuberntes.example',
    'kuberNtes',
    'zebra',
    '東東タワワ',
    'vcum',
  ])('is left alone when it may be meant: %s', async (query) => {
    expect((await find(query)).respelled).toBeUndefined();
  });

  test('is found by what forgetting leaves: a forgotten page teaches no words', async () => {
    await house.call('capture', {
      url: 'https://gone.example/',
      html: '<p>The zymurgist brews.</p>',
      title: 'Untitled',
    });
    expect((await find('zymurgst')).respelled).toEqual([{ from: 'zymurgst', to: 'zymurgist' }]);
    await house.call('forget', { url: 'https://gone.example/' });
    expect((await find('zymurgst')).respelled).toBeUndefined();
  });
});

test.each([
  ['to be or not to be', 'hamlet'],
  ['the who', 'band'],
  ['comment installer le paquet', 'apt'],
  ['Python チュートリアル', 'tokyo'],
  ['東京', 'tokyo'],
  ['タワー', 'tokyo'],
  ['ﾀﾜｰ', 'tokyo'],
  ['hauptstrasse lodz', 'straße'],
  ['KUBERNETES', 'kubernetes'],
])('“%s” finds its page first', async (query, name) => {
  expect((await find(query)).names[0]).toBe(name);
});

test('the address of a page finds it', async () => {
  for (const query of [
    'https://kubernetes.example/',
    'kubernetes.example',
    'http://www.kubernetes.example',
  ]) {
    expect((await find(query)).names[0]).toBe('kubernetes');
  }
});

test('signs alone are answered with a sentence', async () => {
  for (const query of ['🎉', '?!', '"" -', '* ^ :']) {
    const { count, notice } = await find(query);
    expect([query, count, notice]).toEqual([
      query,
      0,
      'There is no word in this question to search for. Add one.',
    ]);
  }
});
