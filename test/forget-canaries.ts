// Pages full of words that stand nowhere else, forgotten in every way there is, and a search for their bytes in all files.
import Database from 'better-sqlite3';
import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { zstdDecompressSync } from 'node:zlib';
import type { KeptReceipt } from '../shared/contract/forget-endpoints.ts';
import { wordStem } from '../daemon/index/word-stem.ts';
import { openHouse } from './attacks/open-house.ts';
import type { OpenHouse } from './attacks/open-house.ts';
import { seededRandom } from './seeded-random.ts';

const PLACES = [
  'text',
  'title',
  'tag',
  'note',
  'url',
  'alt',
  'picture',
  'version',
  'selection',
  'referrer',
] as const;
type Place = (typeof PLACES)[number];
type Canaries = Readonly<Record<Place, string>>;

const SYLLABLES = ['zor', 'blat', 'quin', 'vex', 'mip', 'dru', 'fof', 'gla', 'hux', 'jorn', 'kleb', 'wump'];
/** A picture of one point. */
const PICTURE = 'R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7';

export interface CanaryReport {
  readonly planted: number;
  /** Canaries that stood in a file, in whatever form, before they were forgotten. */
  readonly foundBefore: number;
  /** `form of canary in file`. */
  readonly left: readonly string[];
  readonly files: number;
  readonly receipts: readonly KeptReceipt[];
  /** From the last forgetting to the last checked receipt, in ms. */
  readonly checkedAfter: number;
}

/** Plants ten canaries on each of so many pages beside some that stay, forgets them and looks for them. The folder must be empty. */
export async function forgetCanaries(folder: string, pages: number, seed: number): Promise<CanaryReport> {
  const random = seededRandom(seed);
  const canaries = Array.from({ length: pages }, () => inventCanaries(random));
  const house = await openHouse(folder);
  try {
    for (let at = 0; at < 5; at++) await house.call('capture', pageOf(keptWords(at), at));
    const ids: number[] = [];
    for (const [at, words] of canaries.entries()) ids.push(await plant(house, words, at));
    await askFor(house, canaries);
    await house.call('sync');
    const all = canaries.flatMap((words) => Object.values(words));
    const blobs = readBlobs(folder, ids);
    const before = new Set(lookForAll(folder, all, blobs).map(({ canary }) => canary));
    const foundBefore = all.filter((canary) => before.has(canary)).length;

    const started = performance.now();
    const receipts: string[] = [];
    for (const [at, words] of canaries.entries()) receipts.push(await forget(house, words, at, ids[at] ?? 0));
    const checked = await Promise.all(receipts.map((id) => waitForCheck(house, id)));
    const checkedAfter = performance.now() - started;
    const left = lookForAll(folder, all, blobs).map(
      ({ form, canary, file }) => `${form} of ${canary} in ${file}`,
    );
    return {
      planted: all.length,
      foundBefore,
      left,
      files: listFiles(folder).length,
      receipts: checked,
      checkedAfter,
    };
  } finally {
    await house.close();
  }
}

function inventCanaries(random: () => number): Canaries {
  const word = () =>
    `${Array.from({ length: 4 }, () => SYLLABLES[Math.floor(random() * SYLLABLES.length)] ?? '').join('')}ings`;
  const entries = PLACES.map((place) => [place, word()] as const);
  return Object.fromEntries(entries) as Canaries;
}

function keptWords(at: number): Canaries {
  return Object.fromEntries(PLACES.map((place) => [place, `kept${place}${at}`])) as Canaries;
}

function pageOf(words: Canaries, at: number, text = words.text) {
  const sentences = Array.from({ length: 10 }, (_, n) => `Sentence ${n} of page ${at} says ${text} here.`);
  return {
    url: `https://site-${at % 4}.example/${words.url}`,
    html: `<html><head><title>${capital(words.title)} page</title></head><body><article><h1>${capital(words.title)} page</h1>
      <p>${sentences.join(' ')}</p><p><img src="/pictures/${words.picture}.jpg" alt="${words.alt} seen" width="640" height="480"></p>
      </article></body></html>`,
    images: [
      {
        src: `https://site-${at % 4}.example/pictures/${words.picture}.jpg`,
        alt: `${words.alt} seen`,
        thumbnail: PICTURE,
      },
    ],
    tags: [capital(words.tag), `lot-${at % 3}`],
    note: `My ${words.note} note`,
    selection: `${words.selection} selected`,
    referrer: `https://from.example/?q=${words.referrer}`,
  };
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** First as it read before, then as it reads now. */
async function plant(house: OpenHouse, words: Canaries, at: number): Promise<number> {
  await house.call('capture', pageOf(words, at, words.version));
  return (await house.call('capture', pageOf(words, at))).page_id;
}

/** Questions leave traces of their own: in caches, ledgers, logs. */
async function askFor(house: OpenHouse, canaries: readonly Canaries[]): Promise<void> {
  for (const { text, tag } of canaries) {
    await house.call('search', { query: text });
    await house.call('suggestTags', { text: tag }).catch(() => undefined);
  }
}

/** Each page in another way. */
async function forget(house: OpenHouse, words: Canaries, at: number, pageId: number): Promise<string> {
  const url = `http://www.site-${at % 4}.example/${words.url}`;
  const ways = [
    () => house.call('forget', { url }),
    () => house.call('forgetPage', undefined, pageId),
    () => house.call('forgetMany', { tag: words.tag }),
    () => house.call('forgetMany', { query: `"says ${words.text} here"` }),
    () => house.call('forgetMany', { domain: `site-${at % 4}.example`, tag: words.tag }),
    () => house.call('forgetMany', { page_id: pageId, before: '2999-01-01', delay_s: 1 }),
  ];
  const answer = await ways[at % ways.length]?.();
  if (answer === undefined || 'dry_run' in answer || answer.pages !== 1)
    throw new Error(`Page ${at} was not forgotten.`);
  return answer.receipt_id;
}

async function waitForCheck(house: OpenHouse, id: string): Promise<KeptReceipt> {
  for (let tries = 0; tries < 600; tries++) {
    const receipt = await house.call('receipt', undefined, id);
    if (receipt.checked) return receipt;
    await new Promise((later) => setTimeout(later, 100));
  }
  throw new Error(`Never checked: ${JSON.stringify(await house.call('receipt', undefined, id))}`);
}

/** Pieces of the compressed pages and versions, which no word could be found in. */
function readBlobs(folder: string, ids: readonly number[]): Buffer[] {
  const database = new Database(join(folder, 'pages.db'), { readonly: true });
  try {
    const blobs = ['select html_zstd from snapshots', 'select markdown_zstd from versions'].flatMap(
      (select) =>
        ids.flatMap((id) => database.prepare(`${select} where page_id = ?`).pluck().all(id) as Buffer[]),
    );
    return blobs.map((blob) => Buffer.from(blob.subarray(blob.length >> 1, (blob.length >> 1) + 24)));
  } finally {
    database.close();
  }
}

interface Trace {
  readonly form: string;
  readonly canary: string;
  readonly file: string;
}

/** Every file of the folder, byte for byte, and what is compressed inside. */
function lookForAll(folder: string, canaries: readonly string[], blobs: readonly Buffer[]): Trace[] {
  const sought = [
    ...canaries.flatMap((canary) => formsOf(canary).map(({ form, bytes }) => ({ form, canary, bytes }))),
    ...blobs.map((bytes, at) => ({ form: 'compressed', canary: `page ${at}`, bytes })),
  ];
  const contents = [
    ...listFiles(folder).map((file) => ({ file: relative(folder, file), bytes: readFileSync(file) })),
    { file: 'what is compressed', bytes: decompressed(folder) },
  ];
  return contents.flatMap(({ file, bytes }) =>
    sought.filter((one) => bytes.includes(one.bytes)).map(({ form, canary }) => ({ form, canary, file })),
  );
}

/** As it was typed, as it is compared, as the index cuts it, and as other programs keep text. */
function formsOf(canary: string): { form: string; bytes: Buffer }[] {
  return [
    { form: 'word', bytes: Buffer.from(canary) },
    { form: 'capital', bytes: Buffer.from(capital(canary)) },
    { form: 'upper case', bytes: Buffer.from(canary.toUpperCase()) },
    { form: 'stem', bytes: Buffer.from(wordStem(canary)) },
    { form: 'UTF-16', bytes: Buffer.from(canary, 'utf16le') },
    { form: 'base64', bytes: Buffer.from(Buffer.from(`xyz${canary}`).toString('base64').slice(4, -4)) },
  ];
}

function decompressed(folder: string): Buffer {
  const database = new Database(join(folder, 'pages.db'), { readonly: true });
  try {
    const blobs = ['select html_zstd from snapshots', 'select markdown_zstd from versions'].flatMap(
      (select) => database.prepare(select).pluck().all() as Buffer[],
    );
    return Buffer.concat(blobs.map((blob) => zstdDecompressSync(blob)));
  } finally {
    database.close();
  }
}

function listFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? listFiles(path) : [path];
  });
}
