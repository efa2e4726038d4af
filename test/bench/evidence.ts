import { setTimeout as sleep } from 'node:timers/promises';
import type { SearchAnswer } from '../../shared/contract/passage.ts';
import { readFoundPassages } from '../../daemon/store/read-found-passages.ts';
import type { Memory } from '../open-memory.ts';
import type { BenchReport, BenchRow } from './bench-report.ts';
import { evidenceCases } from './evidence-cases.ts';
import type { EvidenceCase } from './evidence-cases.ts';
import { quantile } from './quantile.ts';

/** What a threshold chosen on other cases may refuse of their answerable questions. */
const REFUSED_ELSEWHERE = 0.05;
const SHIPPED = 0.5;

interface Measured {
  readonly name: string;
  /** Evidence scores of both kinds of questions. */
  readonly answerable: readonly number[];
  readonly unanswerable: readonly number[];
  readonly quotes: number;
  readonly exact: number;
}

/**
 * Whether a memory says that it holds no answer: questions that its pages answer, and as many made from other pages. Each
 * case is measured by the threshold that is shipped, and by one that the other cases choose, as nobody has seen it.
 */
export async function run(): Promise<BenchReport> {
  const measured: Measured[] = [];
  for (const one of await evidenceCases()) measured.push(await one.within((memory) => measure(one, memory)));
  const quotes = measured.reduce((sum, one) => sum + one.quotes, 0);
  const exact = measured.reduce((sum, one) => sum + one.exact, 0);
  const figure = `quotes that stand in the kept text exactly so, of ${quotes}`;
  return {
    name: 'evidence',
    rows: [
      ...measured.flatMap((one) => refusals(one, SHIPPED, 'shipped')),
      ...measured.flatMap((one) => refusals(one, chosenBy(measured, one), 'the others’')),
      { figure, ours: exact / quotes, bar: { atLeast: 1 } },
    ],
    notes: measured.map(({ name, answerable, unanswerable }) => {
      const tenth = quantile(answerable, 0.1).toFixed(3);
      const most = quantile(unanswerable, 0.85).toFixed(3);
      return `${name}: a tenth of ${answerable.length} answerable below ${tenth}, 85 % of ${unanswerable.length} unanswerable below ${most}`;
    }),
  };
}

function chosenBy(all: readonly Measured[], one: Measured): number {
  const others = all.filter((other) => other !== one).flatMap(({ answerable }) => answerable);
  return quantile(others, REFUSED_ELSEWHERE);
}

function refusals(
  { name, answerable, unanswerable }: Measured,
  threshold: number,
  whose: string,
): BenchRow[] {
  const refused = (scores: readonly number[]): number =>
    scores.filter((score) => score < threshold).length / scores.length;
  const by = `${name}, ${whose} threshold`;
  return [
    { figure: `${by}: unanswerable refused`, ours: refused(unanswerable), bar: { atLeast: 0.85 } },
    { figure: `${by}: answerable refused`, ours: refused(answerable), bar: { atMost: 0.1 } },
  ];
}

/** An index that is still being read weighs no evidence, so it is asked again. */
async function askWhenRead(query: string, memory: Memory): Promise<SearchAnswer> {
  for (;;) {
    const answer = await memory.search({ query, limit: 1, answers: 1 });
    if (answer.evidence !== undefined) return answer;
    await sleep(50);
  }
}

async function measure(questions: EvidenceCase, memory: Memory): Promise<Measured> {
  let quotes = 0;
  let exact = 0;
  const scoresOf = async (asked: readonly string[]): Promise<number[]> => {
    const scores: number[] = [];
    for (const query of asked) {
      const { evidence, answers = [] } = await askWhenRead(query, memory);
      scores.push(evidence?.score ?? Number.NaN);
      for (const { quote, passage_id } of answers) {
        const [kept] = await readFoundPassages(memory.store, [passage_id]);
        quotes += 1;
        if (kept?.text.includes(quote) === true) exact += 1;
      }
    }
    return scores;
  };
  const answerable = await scoresOf(questions.answerable);
  const unanswerable = await scoresOf(questions.unanswerable);
  return { name: questions.name, answerable, unanswerable, quotes, exact };
}
