// Questions answered in the words of kept pages, through the real store and index with the fake embedder.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { searchRequest } from '../../shared/contract/passage.ts';
import type { SearchAnswer, SearchRequest } from '../../shared/contract/passage.ts';
import { searchPassages } from '../../daemon/search/search-passages.ts';
import { readFoundPassages } from '../../daemon/store/read-found-passages.ts';
import { NAUGHTY } from '../attacks/naughty-list.ts';
import { openFakeEmbedder } from '../fakes/fake-embedder.ts';
import { keepPage } from '../fakes/keep-page.ts';
import { temporaryFolder } from '../fakes/temporary-folder.ts';
import { openMemory } from '../open-memory.ts';
import type { Memory } from '../open-memory.ts';

const embedder = openFakeEmbedder();
const folder = mkdtempSync(join(tmpdir(), 'pagekeep-'));
let memory: Memory;

beforeAll(async () => {
  memory = await openMemory({ folder, embedder });
  await keepPage(memory, 'ferry', [
    'The island has one harbour. The ferry leaves the harbour at noon on Sundays.\nTickets are sold on board.',
  ]);
  await keepPage(memory, 'copy', ['Copied: The ferry leaves the harbour at noon on Sundays.']);
  await keepPage(memory, 'otters', [
    'An otter sleeps afloat in the kelp. It holds the hand of another otter.',
  ]);
  const nasty = NAUGHTY.map((text) => `Nasty words begin here: ${text}\nand then they end somewhere here.`);
  await keepPage(memory, 'nasty', nasty);
});
afterAll(async () => {
  await memory.close();
  rmSync(folder, { recursive: true, force: true });
});

function ask(query: string, more: Partial<SearchRequest> = {}, withModel = true): Promise<SearchAnswer> {
  const { store, index } = memory;
  const tools = { store, index, embedder: withModel ? embedder : null, wordsOnlyNotice: 'Words only.' };
  return searchPassages({ query, answers: 3, ...more }, tools);
}

describe.each([
  ['words and meaning', true],
  ['words alone', false],
])('by %s', (_, withModel) => {
  test('the sentence that answers is quoted with its page, its date and the way to it', async () => {
    const { answers, evidence } = await ask('when does the ferry leave the harbour', {}, withModel);
    expect(evidence).toMatchObject({ found: true });
    expect(answers?.[0]).toMatchObject({
      url: 'https://notes.example/ferry',
      title: 'ferry',
      domain: 'notes.example',
      captured_at: '2026-05-01T00:00:00.000Z',
      quote: 'The ferry leaves the harbour at noon on Sundays.',
      anchor: { exact: 'The ferry leaves the harbour at noon on Sundays.' },
    });
    expect(answers?.[0]?.jump_url).toContain('#:~:text=');
  });

  test('what nothing kept answers gets no quote, but the nearest pages', async () => {
    const { answers, evidence } = await ask(
      'who invented the harbour telescope zeppelin mirror',
      {},
      withModel,
    );
    expect(evidence?.found).toBe(false);
    expect(evidence?.score).toBeLessThan(0.5);
    expect(answers).toEqual([]);
  });

  test('every quote stands in the kept passage exactly so', async () => {
    const questions = ['nasty words begin here', 'and then they end somewhere here', 'otter hand kelp'];
    for (const question of [...questions, ...NAUGHTY.filter((text) => text.trim() !== '')]) {
      const { answers = [] } = await ask(question.slice(0, 1_000), { answers: 5 }, withModel);
      const ids = answers.map(({ passage_id }) => passage_id);
      const kept = await readFoundPassages(memory.store, ids);
      for (const { quote, passage_id, anchor } of answers) {
        const text = kept.find((row) => row.passage_id === passage_id)?.text ?? '';
        expect(text).toContain(quote);
        expect(text).toContain(anchor.prefix + quote + anchor.suffix);
      }
    }
  });
});

test('a copy of a quote is not quoted again', async () => {
  const { answers = [] } = await ask('ferry leaves harbour noon Sundays', { answers: 5 });
  const said = answers.filter(({ quote }) => quote.includes('leaves the harbour at noon'));
  expect(said).toHaveLength(1);
});

test('there are as many answers as were asked for, and no word of them where none were', async () => {
  expect((await ask('otter kelp hand', { answers: 1 })).answers).toHaveLength(1);
  expect((await ask('otter kelp hand', { answers: 0 })).answers).toEqual([]);
  const { store, index } = memory;
  const plain = await searchPassages({ query: 'otter' }, { store, index, embedder, wordsOnlyNotice: '' });
  expect('answers' in plain).toBe(false);
  expect(plain.evidence).toMatchObject({ found: true });
});

test('an empty memory has no evidence for anything', async () => {
  const empty = await openMemory({ folder: temporaryFolder(), embedder });
  const answer = await empty.search({ query: 'when does the ferry leave', answers: 2 });
  await empty.close();
  expect(answer).toMatchObject({ results: [], answers: [], evidence: { found: false, score: 0 } });
});

test.each([-1, 6, 1.5, '1', null, true])('answers: %j is refused', (answers) => {
  expect(searchRequest.safeParse({ query: 'otter', answers }).success).toBe(false);
});
