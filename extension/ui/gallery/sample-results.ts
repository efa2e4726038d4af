import type { FoundPassage } from '../../../shared/contract/passage.ts';

interface Sample {
  readonly title: string;
  readonly site: string;
  readonly captured: string;
  /** `[words]` are the highlighted ones. */
  readonly passage: string;
  readonly tags: readonly string[];
  readonly language?: string;
  readonly kind?: 'text' | 'code';
  readonly byTags?: boolean;
}

const SAMPLES: readonly Sample[] = [
  {
    title: 'How a write-ahead log keeps its promises',
    site: 'db-handbook.example',
    captured: '2026-11-18T10:00:00Z',
    passage:
      'A log is written first and the file later. Pages that are still in memory when the machine stops can be rebuilt from it, in order, as far as it reaches. A commit [survives a loss of power] only once its log record is flushed to disk. With the normal setting the last few commits may be [rolled back after a power failure], though the file stays intact.',
    tags: ['sqlite', 'durability', 'storage'],
  },
  {
    title: 'What fsync does, and what it cannot do',
    site: 'quiet-systems.example',
    captured: '2026-09-02T10:00:00Z',
    passage:
      'Drives that report a write as finished while it sits in cache can [lose it when the mains fails], whatever the database asked for.',
    tags: ['storage', 'hardware'],
  },
  {
    title: 'Flushing a file and its folder',
    site: 'code-notes.example',
    captured: '2025-10-14T10:00:00Z',
    passage:
      'int fd = open(path, O_WRONLY);\nif (write(fd, bytes, length) != length) return -1;\nif ([fsync](fd) != 0) return -1;  // the file\nreturn [fsync](folder);           // and its name',
    tags: [],
    kind: 'code',
  },
  {
    title: 'ماذا يحدث للبيانات عند انقطاع التيار',
    site: 'arabic-notes.example',
    captured: '2026-11-20T10:00:00Z',
    passage: 'لا تنجو المعاملة من [انقطاع التيار] إلا بعد كتابة سجلها على القرص.',
    tags: ['تخزين'],
    language: 'ar',
  },
];

const BY_TAGS: readonly Sample[] = [
  {
    title: 'Checkpoints: when the log goes back into the file',
    site: 'db-handbook.example',
    captured: '2026-11-18T10:00:00Z',
    passage: 'Until a checkpoint runs, readers find recent rows in the log.',
    tags: ['sqlite', 'durability'],
    byTags: true,
  },
  {
    title: 'Restore drills: practise before you need it',
    site: 'ops-notebook.example',
    captured: '2026-10-14T10:00:00Z',
    passage: 'A backup nobody has restored is a hope. Put the drill in the calendar and time it.',
    tags: ['backups', 'durability'],
    byTags: true,
  },
];

const LONG = 'An unbroken-name-that-never-ends_'.repeat(8);
const CROWDED: readonly Sample[] = [
  {
    title: `${LONG} and ${'goes on and on, '.repeat(60)}`,
    site: 'a-site-with-a-name-that-is-much-longer-than-the-popup-is-wide.notes.example',
    captured: '2024-02-29T10:00:00Z',
    passage: `${LONG} [${'power cut '.repeat(30)}] ${LONG}`,
    tags: Array.from({ length: 100 }, (_, n) => (n === 1 ? LONG : `tag ${n}`)),
  },
  {
    title: '\u202eTurned around\u202c <script>alert(1)</script> & “quoted”',
    site: 'xn--bcher-kva.example',
    captured: '2026-11-21T11:59:30Z',
    passage: '<img src=x onerror=alert(1)> [<b>power</b>] cut ** _ `code` &amp; &lt;',
    tags: ['<b>bold</b>', 'عربي', '日本語', '🏳️‍🌈', 'e\u0301'],
  },
  {
    title: '   ',
    site: 'no-title.example',
    captured: '2026-11-20T10:00:00Z',
    passage: '電源が切れても[データ]は残るか。ログは先に書かれ、ファイルは後で書かれる。',
    tags: [],
    language: 'ja',
  },
];

function readMarks(passage: string): { content: string; highlights: [number, number][] } {
  const highlights: [number, number][] = [];
  let content = '';
  for (const part of passage.split(/(\[[^\]]*\])/u)) {
    const marked = part.startsWith('[');
    const text = marked ? part.slice(1, -1) : part;
    if (marked) highlights.push([content.length, content.length + text.length]);
    content += text;
  }
  return { content, highlights };
}

function foundPassage(sample: Sample, index: number): FoundPassage {
  const { content, highlights } = readMarks(sample.passage);
  const url = `https://${sample.site}/page-${index}`;
  return {
    page_id: index + 1,
    passage_id: index + 1,
    url,
    title: sample.title,
    domain: sample.site,
    content,
    heading_path: [],
    start: 0,
    end: content.length,
    anchor: { exact: content.slice(0, 40), prefix: '', suffix: '' },
    jump_url: `${url}#:~:text=${encodeURIComponent(content.slice(0, 40))}`,
    highlights,
    similarity_score: 0.8,
    score: 0.9 - index / 10,
    matched_by: sample.byTags === true ? ['tags'] : ['words', 'meaning'],
    tags: [...sample.tags],
    timestamp: sample.captured,
    captured_at: sample.captured,
    retention_policy: 'permanent',
    language: sample.language ?? 'en',
    kind: sample.kind ?? 'text',
  };
}

/** Four found pages: two in prose, one in code, one written from right to left. */
export const RESULTS: readonly FoundPassage[] = SAMPLES.map(foundPassage);

/** The same, and two that only their tags brought. */
export const EXPANDED: readonly FoundPassage[] = [...SAMPLES, ...BY_TAGS].map(foundPassage);

/** Found pages with more words, tags and signs than fit. */
export const CROWDED_RESULTS: readonly FoundPassage[] = CROWDED.map(foundPassage);
