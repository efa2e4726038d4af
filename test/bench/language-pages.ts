import { cleanPage } from '../../shared/page/clean-page.ts';
import { parseHtml } from '../../daemon/ingest/parse-html.ts';
import { LAYOUTS, TOLD_PAGES, writePage } from '../fixtures/languages/write-page.ts';
import type { Layout, ToldPage } from '../fixtures/languages/write-page.ts';
import type { BenchRow } from './bench-report.ts';

/** What cleaning makes of a page told in one language. */
export interface LanguageReading {
  readonly language: string;
  readonly layout: Layout;
  /** Blocks of the article that were dropped. */
  readonly lost: readonly string[];
  /** Blocks around it that were kept. */
  readonly left: readonly string[];
}

/** Cleans the same page in every language and layout. */
export function readLanguages(): LanguageReading[] {
  return TOLD_PAGES.flatMap((told) => LAYOUTS.map((layout) => readLanguage(told, layout)));
}

/** Rows of the `extract` bench: blocks of the article lost, and blocks around it left, over all languages but English, with the English figure of the same layouts as the peer's. */
export function languageRows(): BenchRow[] {
  const readings = readLanguages();
  const english = readings.filter(({ language }) => language === 'en');
  const others = readings.filter(({ language }) => language !== 'en');
  const languages = others.length / LAYOUTS.length;
  return [
    {
      figure: `article blocks lost in ${languages} other languages (English beside)`,
      ours: count(others, 'lost'),
      peer: count(english, 'lost'),
      bar: { atMost: count(english, 'lost') * languages },
    },
    {
      figure: `blocks around left in ${languages} other languages (English beside)`,
      ours: count(others, 'left'),
      peer: count(english, 'left'),
    },
  ];
}

function count(readings: readonly LanguageReading[], of: 'lost' | 'left'): number {
  return readings.reduce((sum, reading) => sum + reading[of].length, 0);
}

function readLanguage(told: ToldPage, layout: Layout): LanguageReading {
  const { html, url, content, around } = writePage(told, layout);
  const texts = new Set(cleanPage(parseHtml(html), { url }).blocks.map((block) => block.text));
  return {
    language: told.language,
    layout,
    lost: content.filter((text) => !texts.has(text)),
    left: around.filter((text) => texts.has(text)),
  };
}
