import type { ListedPage } from '../../../shared/contract/page.ts';
import type { MemoryStats } from '../../../shared/contract/memory.ts';
import type { PageVersion, VersionDiff } from '../../../shared/contract/version-endpoints.ts';
import { PAGE } from './sample-endpoints.ts';
import type { SampleEndpoints } from './sample-endpoints.ts';

interface Sample extends Partial<ListedPage> {
  readonly title: string;
  readonly domain: string;
  readonly snippet: string;
}

const SAMPLES: readonly Sample[] = [
  {
    title: PAGE.title,
    domain: 'db-handbook.example',
    snippet:
      'A commit survives a loss of power only once its log record is flushed to disk. Before that it is a plan, kept in memory.',
    tags: ['sqlite', 'durability', 'storage'],
    bytes: 1_300_000,
  },
  {
    title: 'Bread that keeps for a week',
    domain: 'kitchen-lab.example',
    snippet:
      'A little rye and a longer rest hold moisture in the crumb, so the loaf is still soft on the fifth day.',
    tags: ['baking'],
    retention_policy: '30_days',
    captured_at: '2026-11-03T10:00:00Z',
    expires_at: '2026-12-03T10:00:00Z',
  },
  {
    title: 'Regnvatten: samla, filtrera, spara',
    domain: 'hus-och-hav.example',
    snippet:
      'En tunna på två hundra liter fylls av ett enda åskregn om taket är stort nog och rännan är ren.',
    tags: ['garden', 'water'],
    language: 'sv',
    captured_at: '2026-10-03T10:00:00Z',
    pinned: true,
  },
  {
    title: 'ماذا يحدث للبيانات عند انقطاع التيار',
    domain: 'arabic-notes.example',
    snippet: 'لا تنجو المعاملة من انقطاع التيار إلا بعد كتابة سجلها على القرص.',
    tags: ['تخزين'],
    language: 'ar',
    captured_at: '2026-09-01T10:00:00Z',
  },
  {
    title: '<img src=x onerror=alert(1)><b>Bold</b>',
    domain: 'markup.example',
    snippet: '<script>alert(1)</script> & <style>* { display: none }</style>',
    tags: ['<i>tag</i>', 'a tag of many many words that goes on and on and does not end before the row does'],
    language: null,
    retention_policy: 'session_only',
    captured_at: '2026-08-27T10:00:00Z',
  },
];

/** Five kept pages: long, in other languages and directions, and one made of markup. */
const PAGES: readonly ListedPage[] = SAMPLES.map((sample, index) => ({
  ...PAGE,
  page_id: index + 1,
  url: `https://${sample.domain}/page-${index}`,
  bytes: 410_000,
  ...sample,
}));

/** Every form an article may take. */
const ARTICLE = [
  '# How a write-ahead log keeps its promises',
  'A database makes one promise above the others: once it says yes, *the change stays*. See [the manual](https://db-handbook.example/manual).',
  '## Flushing',
  'New rows go to the end of the log first. **A commit survives** only once its record is flushed. ~~Before that~~ it is a plan.',
  '```sql\nPRAGMA journal_mode = WAL;\nPRAGMA synchronous = FULL;\n```',
  '- The log is read from the last checkpoint.\n- Frames with a bad checksum are ignored:\n  1. the frame itself,\n  2. and all that follow.',
  '> For money, choose `FULL`.',
  '| Setting | Survives a crash | Survives a power cut |\n| --- | --- | --- |\n| `NORMAL` | yes | not always |\n| `FULL` | yes | yes |',
  '![A diagram of the log and its checkpoint](https://db-handbook.example/log.png)',
  String.raw`\<script>alert(1)\</script> stays words.`,
].join('\n\n');

const STATS: MemoryStats = {
  total_pages: 2418,
  by_retention: [
    { name: 'permanent', pages: 2251 },
    { name: '30_days', pages: 149 },
    { name: 'session_only', pages: 18 },
  ],
  by_language: [
    { name: 'en', pages: 2106 },
    { name: 'sv', pages: 188 },
    { name: 'ar', pages: 124 },
    { name: null, pages: 3 },
  ],
  pending_embeddings: 0,
  total_passages: 61_204,
  database_size_bytes: 1_700_000_000,
  index_size_bytes: 100_000_000,
  last_captured_at: null,
  sync_metrics: { pending_changes: 0 },
};

const versionOf = (version: number, day: string): PageVersion => ({
  version,
  captured_at: `${day}T10:00:00Z`,
  last_seen_at: `${day}T10:00:00Z`,
  title: PAGE.title,
  passages: 41,
  current: version === 3,
});
const [LATEST, EARLIER] = [versionOf(3, '2026-11-19'), versionOf(2, '2026-09-02')];
const VERSIONS: readonly PageVersion[] = [LATEST, EARLIER, versionOf(1, '2026-05-14')];

const CHANGES: Omit<VersionDiff, 'page_id'> = {
  from: EARLIER,
  to: LATEST,
  added: [
    {
      heading_path: ['Flushing'],
      text: 'Since version 3.52 the log is emptied as soon as nobody reads from it.',
    },
  ],
  removed: [{ heading_path: ['Limits'], text: 'The log cannot be larger than the disk has room for.' }],
  changed: [
    {
      heading_path: ['Flushing'],
      before: 'New rows go to the end of the log first. The default is FULL.',
      after: 'New rows go to the end of the log first. The default is NORMAL since this spring.',
    },
  ],
  counts: { added: 1, removed: 1, changed: 1, unchanged: 38 },
};

/** An app that keeps these pages. */
export const LIBRARY: SampleEndpoints = {
  list: ({ tag, language }) => {
    const content = PAGES.filter(
      (page) =>
        (tag === undefined || page.tags.includes(tag)) &&
        (language === undefined || page.language === language),
    );
    return { content, count: content.length, total_count: content.length, next_cursor: null };
  },
  page: ({ id }) =>
    PAGES.find(({ page_id }) => page_id === id) ?? {
      refused: true,
      code: 'not-found',
      sentence: `There is no page with the number ${id}.`,
    },
  markdown: () => ARTICLE,
  versions: ({ id }) => ({ page_id: id, versions: [...VERSIONS], count: VERSIONS.length }),
  versionDiff: ({ id }) => ({ page_id: id, ...CHANGES }),
  clearTemp: () => ({ removed_count: 18, session_id: 'sample' }),
  stats: () => STATS,
  domains: () => {
    const domains = PAGES.map(({ domain }, index) => ({ domain, page_count: 128 - index * 20 }));
    return { domains, total_domains: domains.length, total_pages: 2418 };
  },
  store: ({ url }) => ({
    url,
    page_id: 1,
    title: PAGE.title,
    content_preview: '',
    content_length: 1,
    passages: 41,
    stored: true,
    retention_policy: 'permanent',
  }),
  mergeTags: ({ into }) => ({ into, pages: 9 }),
};
