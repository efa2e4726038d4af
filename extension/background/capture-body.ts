import type { PageCapture } from '../../shared/contract/page.ts';

/** The body of a capture request, made of the pieces the page came in: a second copy of 32 MB in one string would not fit a small computer. */
export function captureBody(fields: Omit<PageCapture, 'html'>, pieces: readonly string[]): Blob {
  const open = JSON.stringify(fields).slice(0, -1);
  const html = pieces.map((piece) => JSON.stringify(piece).slice(1, -1));
  return new Blob([open, ',"html":"', ...html, '"}'], { type: 'application/json' });
}
