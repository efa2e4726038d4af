import type { ImageFormat } from '../../../shared/contract/image-format.ts';
import type { FoundImage } from '../../../shared/contract/image.ts';

interface Sample {
  readonly caption: string;
  readonly site: string;
  readonly format: ImageFormat;
  readonly size: readonly [width: number, height: number] | null;
  /** A drawing of 160 × 100; null where no small copy is kept. */
  readonly drawing: string | null;
}

const SAMPLES: readonly Sample[] = [
  {
    caption: 'Diagram: pages move from memory to the log, then to the database file',
    site: 'db-handbook.example',
    format: 'svg',
    size: [1200, 750],
    drawing:
      '<rect width="160" height="100" fill="#f4f1ea"/><g fill="#fff" stroke="#1c1b17" stroke-width="1.5"><rect x="14" y="30" width="36" height="40" rx="3"/><rect x="62" y="20" width="36" height="60" rx="3" fill="#dfe6fb"/><rect x="110" y="30" width="36" height="40" rx="3"/><path d="M50 50h12M98 50h12"/></g>',
  },
  {
    caption: 'Timeline with a power failure between the second commit and the checkpoint',
    site: 'quiet-systems.example',
    format: 'png',
    size: [1600, 900],
    drawing:
      '<rect width="160" height="100" fill="#fbf3df"/><path d="M14 52h132" stroke="#4a463c" stroke-width="2"/><g fill="#7d4a00"><circle cx="30" cy="52" r="5"/><circle cx="66" cy="52" r="5"/><circle cx="128" cy="52" r="5"/></g><path d="m94 30 8 16h-6l6 20-16-24h7z" fill="#ab231b"/>',
  },
  {
    caption: 'Line chart: commits per second with and without a flush on each write',
    site: 'bench-notes.example',
    format: 'png',
    size: [960, 640],
    drawing: null,
  },
  {
    caption: 'Open hard drive showing the platter and the read arm',
    site: 'hardware-atlas.example',
    format: 'jpg',
    size: [2400, 1600],
    drawing:
      '<rect width="160" height="100" fill="#2a2d33"/><circle cx="80" cy="50" r="38" fill="#8f97a3"/><circle cx="80" cy="50" r="9" fill="#4a5059"/><path d="m120 92-34-40 6-5 40 40z" fill="#d7dbe1"/>',
  },
  {
    caption: 'خريطة حي النهر مع المحطة الفرعية',
    site: 'arabic-notes.example',
    format: 'avif',
    size: null,
    drawing:
      '<rect width="160" height="100" fill="#dfe9e2"/><path d="M0 66c30-16 44 10 76-6s50-30 84-18v58H0z" fill="#b9d3e8"/>',
  },
  {
    caption: `Recovery ${'step after step '.repeat(20)}`,
    site: 'a-site-with-a-name-that-is-much-longer-than-any-tile.ops-notebook.example',
    format: 'webp',
    size: [320, 4000],
    drawing:
      '<rect width="160" height="100" fill="#16181d"/><rect x="12" y="16" width="80" height="6" fill="#7fd6a8"/>',
  },
];

/** Found pictures of several formats: one without a small copy, one without a size, one with more words than fit. */
export const IMAGES: readonly FoundImage[] = SAMPLES.map(
  ({ caption, site, format, size, drawing }, index) => ({
    image_id: index + 1,
    image_url: `https://${site}/picture-${index}.${format}`,
    alt: '',
    caption,
    title: '',
    context: '',
    matched_by: ['own-words'],
    session_id: null,
    width: size?.[0] ?? null,
    height: size?.[1] ?? null,
    format,
    page_id: index + 1,
    page_url: `https://${site}/page-${index}`,
    page_title: 'How a write-ahead log keeps its promises',
    domain: site,
    captured_at: '2026-11-18T10:00:00Z',
    score: 0.9 - index / 10,
    has_thumbnail: drawing !== null,
    duplicates: [],
  }),
);

/** The small copy of one of them. */
export function sampleThumbnail(imageId: number): string {
  const drawing = SAMPLES[imageId - 1]?.drawing ?? '';
  const picture = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 100">${drawing}</svg>`;
  return `data:image/svg+xml,${encodeURIComponent(picture)}`;
}
