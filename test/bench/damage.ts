import { damageStructure, flipBits } from '../crash/damage-campaign.ts';
import type { DamageCount } from '../crash/damage-campaign.ts';
import type { BenchReport, BenchRow } from './bench-report.ts';

const FLIPS = 300;
const SEED = 20_261_122;

/** Changes 300 bits, one at a time, and damages files in thirty ways; counts what is told and what is answered wrongly. */
export async function run(): Promise<BenchReport> {
  const flipped = await flipBits(FLIPS, SEED);
  const damaged = await damageStructure(SEED);
  return {
    name: 'damage',
    rows: [...rowsOf('changed bits', flipped), ...rowsOf('damaged files', damaged)],
    notes: [
      `Seed ${SEED}; every third bit is one of index.db. A memory of eight pages, opened by the daemon's own rooms.`,
      ...[...flipped.missed, ...damaged.missed].map((line) => `not told: ${line}`),
      ...[...flipped.wrong, ...damaged.wrong].map((line) => `answered wrongly: ${line}`),
    ],
  };
}

function rowsOf(what: string, { tried, changing, detected, missed, wrong }: DamageCount): BenchRow[] {
  return [
    { figure: `${what}: tried`, ours: tried },
    { figure: `${what}: of these in what is kept`, ours: changing },
    { figure: `${what}: told by verify`, ours: detected },
    { figure: `${what}: changed what is kept and not told`, ours: missed.length, bar: { atMost: 0 } },
    { figure: `${what}: answered wrongly`, ours: wrong.length, bar: { atMost: 0 } },
  ];
}
