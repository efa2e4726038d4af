import { chunkPage } from '../../shared/page/chunk-page.ts';
import { cleanPage } from '../../shared/page/clean-page.ts';
import { estimateWordpieces } from '../../shared/page/estimate-wordpieces.ts';
import { languageRows } from './language-pages.ts';
import { MetadataScores } from './metadata-scores.ts';
import { parseHtml } from '../../daemon/ingest/parse-html.ts';
import { wcxbPages } from './read-eval.ts';
import { wordF1 } from './word-f1.ts';
import type { BenchReport, BenchRow } from './bench-report.ts';
import { quantile } from './quantile.ts';

/** Word F1 of the cleaned text per page type, and what reading a page costs in one thread. */
export async function run(): Promise<BenchReport> {
  const scores = new Map<string, number[]>();
  const times: number[] = [];
  const sizes: number[] = [];
  const metadata = new MetadataScores();
  let passages = 0;
  for await (const page of wcxbPages()) {
    const started = performance.now();
    const article = cleanPage(parseHtml(page.html), { url: page.url });
    times.push(performance.now() - started);
    metadata.add(page, article);
    const cut = chunkPage(article, estimateWordpieces);
    passages += cut.length;
    for (const passage of cut) sizes.push(estimateWordpieces(passage.text));
    const text = article.blocks.map((block) => block.text).join('\n');
    const ofType = scores.get(page.page_type) ?? [];
    ofType.push(wordF1(text, page.main_content ?? ''));
    scores.set(page.page_type, ofType);
  }
  const rows: BenchRow[] = [
    { figure: 'word F1, all pages', ours: mean([...scores.values()].flat()), bar: { atLeast: 0.83 } },
  ];
  for (const [type, values] of scores)
    rows.push({ figure: `word F1, ${type} (${values.length})`, ours: mean(values) });
  return {
    name: 'extract',
    rows: [
      ...rows,
      { figure: 'parse and clean, mean (ms/page)', ours: mean(times) },
      { figure: 'parse and clean, p95 (ms/page)', ours: quantile(times, 0.95) },
      { figure: 'parse and clean, longest (ms)', ours: quantile(times, 1), bar: { atMost: 10_000 } },
      { figure: 'passages a page', ours: passages / times.length },
      ...metadata.rows(),
      ...languageRows(),
      ...[0.05, 0.5, 0.95].map((q) => ({
        figure: `passage size, quantile ${q} (estimated word pieces)`,
        ours: quantile(sizes, q),
      })),
    ],
    notes: [
      'Pages: Web Content Extraction Benchmark, development split, CC BY 4.0.',
      'The block trees were trained on these pages: the F1 here is in-sample. `node test/train/train-block-trees.ts` prints the F1 on domains not trained on.',
    ],
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
