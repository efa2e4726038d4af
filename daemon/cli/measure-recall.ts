import type { SearchAnswer, SearchRequest } from '../../shared/contract/passage.ts';
import { PROBE_KINDS } from '../search/known-items.ts';
import type { KnownItem, ProbeKind } from '../search/known-items.ts';

export const MODES = ['hybrid', 'semantic', 'keyword'] as const;
export type Mode = (typeof MODES)[number];

/** Pages asked for: no rank behind them counts. */
const DEPTH = 10;

/** Shares of the questions whose page stood first, or among the first 5 or 10, and the mean of 1 / rank; all 0–1. */
export interface RecallRow {
  readonly kind: ProbeKind;
  readonly mode: Mode;
  readonly questions: number;
  readonly hit_at_1: number;
  readonly hit_at_5: number;
  readonly hit_at_10: number;
  readonly mrr: number;
}

/** Asks every question in every mode and counts where its page stands; `onAsked` hears how many were asked. */
export async function measureRecall(
  search: (request: SearchRequest) => Promise<SearchAnswer>,
  items: readonly KnownItem[],
  modes: readonly Mode[],
  onAsked: (asked: number) => void,
): Promise<RecallRow[]> {
  const rows: RecallRow[] = [];
  let asked = 0;
  for (const kind of PROBE_KINDS) {
    const probes = items.filter((item) => item.kind === kind);
    for (const mode of probes.length === 0 ? [] : modes) {
      const ranks: number[] = [];
      for (const { page_id, question } of probes) {
        const { results } = await search({ query: question, mode, limit: DEPTH });
        ranks.push(results.findIndex((found) => found.page_id === page_id) + 1);
        onAsked(++asked);
      }
      rows.push(row(kind, mode, ranks));
    }
  }
  return rows;
}

/** Ranks count from 1; 0 is a page that was not found. */
function row(kind: ProbeKind, mode: Mode, ranks: readonly number[]): RecallRow {
  const mean = (count: (rank: number) => number): number => {
    const sum = ranks.reduce((all, rank) => all + (rank === 0 ? 0 : count(rank)), 0);
    return Math.round((sum / ranks.length) * 1_000) / 1_000;
  };
  return {
    kind,
    mode,
    questions: ranks.length,
    hit_at_1: mean((rank) => (rank <= 1 ? 1 : 0)),
    hit_at_5: mean((rank) => (rank <= 5 ? 1 : 0)),
    hit_at_10: mean(() => 1),
    mrr: mean((rank) => 1 / rank),
  };
}
