import { setTimeout as pause } from 'node:timers/promises';
import type { RequestOf, ResponseOf } from '../../../shared/contract/endpoints.ts';
import type { EndpointName } from '../../../shared/contract/endpoints.ts';
import { Failure } from '../../failure.ts';
import { knownItems } from '../../search/known-items.ts';
import type { KnownItem } from '../../search/known-items.ts';
import { seededRandom } from '../../search/seeded-random.ts';
import { callDaemon } from '../call-daemon.ts';
import type { Command, Invocation } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { findDaemon } from '../find-daemon.ts';
import { measureRecall, MODES } from '../measure-recall.ts';
import type { RecallRow } from '../measure-recall.ts';
import { openProgress } from '../progress-bar.ts';
import { sayCount } from '../say-count.ts';

/** With three questions a page in three modes they stay below the 600 requests a minute that a client may make. */
const SAMPLE = 50;
const LEAF = 1_000;
/** With fewer pages nearly everything is among the first ten. */
const TELLING_PAGES = 20;
const WAIT_MS = 1_000;
const WAITS = 90;

interface RecallReport {
  readonly kept: number;
  /** Asked for. */
  readonly pages: number;
  /** Passages that still wait for their vectors. */
  readonly pending: number;
  readonly seed: number;
  readonly rows: readonly RecallRow[];
}

type Page = ResponseOf<'list'>['content'][number];
type Call = <N extends EndpointName>(name: N, request?: RequestOf<N>, id?: number) => Promise<ResponseOf<N>>;

export const bench: Command = {
  usage: 'bench recall',
  summary: 'Measures how well your own pages are found again.',
  examples: [
    ['pagekeep bench recall', `asks for ${SAMPLE} of your pages by title, heading and half a sentence`],
    ['pagekeep bench recall --sample 500 --seed 7 --json', 'more and other pages, for a script'],
  ],
  options: {
    sample: { value: 'N', text: `how many pages are asked for (default ${SAMPLE})` },
    seed: { value: 'N', text: 'which pages, headings and words are chosen (default 1)' },
  },
  words: [1, 1],
  async run(call) {
    const { terminal, print } = call;
    const { sample, seed } = readOptions(call);
    const random = seededRandom(seed);
    const progress = openProgress(terminal);
    const ask = patientCall(call);
    try {
      const { pending = 0 } = await ask('health');
      const pages = await listPages(ask);
      const chosen = choose(withOwnTitle(pages), sample, random);
      const items: KnownItem[] = [];
      for (const [at, page] of chosen.entries()) {
        progress.update('Reading pages', at, chosen.length);
        const markdown = await ask('markdown', undefined, page.page_id);
        items.push(...knownItems({ ...page, markdown }, random));
      }
      const hasMeaning = await canSearchByMeaning(ask);
      const modes = hasMeaning ? MODES : (['keyword'] as const);
      const rows = await measureRecall(
        (request) => ask('search', request),
        items,
        modes,
        (asked) => progress.update('Asking', asked, items.length * modes.length),
      );
      progress.clear();
      const report = { kept: pages.length, pages: chosen.length, pending, seed, rows };
      print(report, describe(report));
      if (hasMeaning || pages.length === 0) return EXIT.done;
      terminal.note('Search by meaning is not ready, so only words were measured. Ask again shortly.\n');
      return EXIT.partly;
    } finally {
      progress.clear();
    }
  },
};

function readOptions(call: Invocation): { sample: number; seed: number } {
  const [what = ''] = call.words;
  if (what !== 'recall') {
    throw new Failure('bad-input', 'Usage: pagekeep bench recall. See: pagekeep bench --help');
  }
  const sample = call.number('sample') ?? SAMPLE;
  if (sample < 1) throw new Failure('bad-input', '--sample must be at least 1.');
  return { sample, seed: call.number('seed') ?? 1 };
}

/** Whoever asks for many pages asks more than a client may in a minute; the rest is asked as it falls due. */
function patientCall({ config }: Invocation): Call {
  const link = findDaemon(config);
  return async (name, request, id) => {
    for (let waits = 0; ; waits++) {
      try {
        return await callDaemon(link, name, request, id);
      } catch (error) {
        const isEarly = error instanceof Failure && error.code === 'rate-limited';
        if (!isEarly || waits === WAITS) throw error;
        await pause(WAIT_MS);
      }
    }
  };
}

async function listPages(ask: Call): Promise<Page[]> {
  const pages: Page[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const leaf: ResponseOf<'list'> = await ask('list', { limit: LEAF, ...(cursor !== '' && { cursor }) });
    pages.push(...leaf.content);
    cursor = leaf.next_cursor;
  }
  return pages;
}

/** No question finds one of two pages that are called the same, so a title that is shared is not asked for. */
function withOwnTitle(pages: readonly Page[]): Page[] {
  const counts = new Map<string, number>();
  for (const { title } of pages) counts.set(title, (counts.get(title) ?? 0) + 1);
  return pages.map((page) => (counts.get(page.title) === 1 ? page : { ...page, title: '' }));
}

function choose(pages: readonly Page[], count: number, random: () => number): Page[] {
  const left = [...pages];
  const chosen: Page[] = [];
  while (chosen.length < count && left.length > 0) {
    chosen.push(...left.splice(Math.floor(random() * left.length), 1));
  }
  return chosen;
}

async function canSearchByMeaning(ask: Call): Promise<boolean> {
  try {
    await ask('search', { query: 'anything', mode: 'semantic', limit: 1 });
    return true;
  } catch (error) {
    if (error instanceof Failure && error.code === 'not-ready') return false;
    throw error;
  }
}

function describe({ kept, pages, pending, rows }: RecallReport): string {
  if (kept === 0) return 'Nothing is kept yet. Remember some pages first.';
  if (rows.length === 0) return 'The kept pages have no title, heading or sentence to ask for.';
  const head = ['asked by', 'questions', 'mode', 'hit@1', 'hit@5', 'hit@10', 'MRR'];
  const table = rows.map(({ kind, mode, questions, ...figures }) => [
    kind,
    String(questions),
    mode,
    ...[figures.hit_at_1, figures.hit_at_5, figures.hit_at_10, figures.mrr].map((figure) =>
      figure.toFixed(3),
    ),
  ]);
  return [
    `${sayCount(pages, 'page')} of ${kept} asked for.`,
    ...(pending > 0 ? [`${sayCount(pending, 'passage')} cannot be found by meaning yet.`] : []),
    ...(kept < TELLING_PAGES ? ['So few pages are kept that these figures say little yet.'] : []),
    '',
    ...[head, ...table].map((cells) =>
      cells
        .map((cell, at) => cell.padEnd(at < 3 ? 10 : 7))
        .join('')
        .trimEnd(),
    ),
  ].join('\n');
}
