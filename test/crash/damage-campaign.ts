import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom } from '../seeded-random.ts';
import { askAll, contentOf, copyMemory, isVerified, makeMemory } from './damaged-memory.ts';
import type { Answers } from './damaged-memory.ts';
import { STRUCTURAL } from './structural-damage.ts';

export interface DamageCount {
  readonly tried: number;
  /** Of these, those that changed what is kept, or what the index holds. */
  readonly changing: number;
  readonly detected: number;
  /** Something was answered that was never kept, or left out without a word: a line each. */
  readonly wrong: readonly string[];
  /** Content that changed and that `verify` did not tell: a line each. */
  readonly missed: readonly string[];
}

/** Changes one bit at a time in a closed memory, every third time in its index, and looks what is told and what is answered. */
export function flipBits(flips: number, seed: number): Promise<DamageCount> {
  const random = seededRandom(seed);
  const damages = Array.from({ length: flips }, (_, nth) => (folder: string) => {
    const name = nth % 3 === 2 ? 'index.db' : 'pages.db';
    const bytes = readFileSync(join(folder, name));
    const [at, bit] = [Math.floor(random() * bytes.length), Math.floor(random() * 8)];
    bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
    writeFileSync(join(folder, name), bytes);
    return `bit ${bit} of byte ${at} of ${name}`;
  });
  return runCampaign(damages);
}

/** Cuts, swaps, empties and exchanges files and their pages, `count` of the thirty ways. */
export function damageStructure(seed: number, count = STRUCTURAL.length): Promise<DamageCount> {
  const random = seededRandom(seed);
  return runCampaign(
    STRUCTURAL.slice(0, count).map(({ name, damage }) => (folder: string) => {
      damage(folder, random);
      return name;
    }),
  );
}

async function runCampaign(damages: readonly ((folder: string) => string)[]): Promise<DamageCount> {
  const root = mkdtempSync(join(tmpdir(), 'pagekeep-damage-'));
  const [whole, tried] = [join(root, 'whole'), join(root, 'tried')];
  try {
    for (const folder of [whole, tried]) mkdirSync(folder);
    await makeMemory(whole);
    const right = await askAll(whole);
    const content = contentOf(whole);
    const count = { tried: 0, changing: 0, detected: 0, wrong: [] as string[], missed: [] as string[] };
    for (const damage of damages) {
      copyMemory(whole, tried);
      const what = damage(tried);
      count.tried += 1;
      const isChanged = contentOf(tried) !== content;
      const isTold = !(await isVerified(tried));
      if (isChanged) count.changing += 1;
      if (isTold) count.detected += 1;
      if (isChanged && !isTold) count.missed.push(what);
      const wrong = sayWrong(right, await askAll(tried));
      if (wrong !== null) count.wrong.push(`${what}: ${wrong}`);
    }
    return count;
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** Why an answer is wrong; null where all of it is right, refused, or left out with a sentence. */
function sayWrong(right: Answers, { said, notice }: Answers): string | null {
  const truths = new Set(right.said.values());
  for (const [name, value] of said) {
    // Where something is left out, the next best takes its place.
    const isTrue = right.said.has(name) ? right.said.get(name) === value : truths.has(value);
    if (value !== null && !isTrue) return `${name} is answered otherwise: ${value}`;
  }
  const lacking = [...right.said.keys()].filter((name) => !said.has(name));
  return lacking.length === 0 || notice ? null : `${lacking[0] ?? ''} is left out without a word`;
}
