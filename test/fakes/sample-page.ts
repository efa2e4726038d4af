import type { PageToCommit } from '../../daemon/store/rows.ts';
import type { CutPassage, PageImage } from '../../shared/page/article.ts';

/** A passage of the given text, quoted by itself. */
export function samplePassage(ordinal: number, text: string, more: Partial<CutPassage> = {}): CutPassage {
  return {
    ordinal,
    text,
    heading_path: ['Harvest'],
    start: 0,
    end: text.length,
    anchor: { exact: text, prefix: 'before ', suffix: ' after' },
    kind: 'text',
    ...more,
  };
}

/** A picture with words in every field. */
export function sampleImage(src: string, more: Partial<PageImage> = {}): PageImage {
  return {
    src,
    alt: 'An olive',
    title: 'Olive',
    caption: 'Ripe',
    heading: 'Harvest',
    context: 'near the press',
    width: 640,
    height: null,
    ...more,
  };
}

/** A page ready to be kept; give what a test is about. */
export function samplePage(more: Partial<PageToCommit> = {}): PageToCommit {
  const url = more.url ?? 'https://groves.example/olives';
  return {
    url,
    seen_at: url,
    domain: new URL(url).hostname,
    title: 'Olive trees',
    other_titles: [],
    author: 'Ada Grove',
    published_at: '2026-03-01',
    language: 'en',
    description: 'On pressing olives',
    site_name: 'Groves',
    captured_at: Date.UTC(2026, 4, 1),
    referrer: null,
    selection: null,
    note: null,
    retention_policy: 'permanent',
    content_hash: 'a'.repeat(64),
    cleaner: '1',
    capture_id: null,
    tags: ['food'],
    markdown: '# Olive trees\n\nPress them cold.',
    images: [sampleImage('https://groves.example/olive.jpg')],
    passages: [samplePassage(0, 'Press them cold.'), samplePassage(1, 'Store the oil in the dark.')],
    marks: [],
    snapshot: null,
    ...more,
  };
}
