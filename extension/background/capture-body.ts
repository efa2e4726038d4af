import { LIMITS } from '../../shared/contract/limits.ts';
import type { PageCapture } from '../../shared/contract/page.ts';
import type { CleanedFields } from '../cleaning/cleaning-messages.ts';

type Fields = Omit<PageCapture, 'html' | keyof CleanedFields>;

/** The body of a capture request, made of the pieces the page came in: a second copy of 32 MB in one string would not fit a small computer. What was made of the page travels along where there is room: the page matters more. */
export function captureBody(fields: Fields, pieces: readonly string[], cleaned: CleanedFields | null): Blob {
  const whole = written({ ...fields, ...cleaned }, pieces);
  if (whole.size <= LIMITS.captureBytes) return whole;
  const images = fields.images?.map((image) => ({ ...image, thumbnail: undefined }));
  return written({ ...fields, ...(images === undefined ? {} : { images }) }, pieces);
}

function written(fields: object, pieces: readonly string[]): Blob {
  const open = JSON.stringify(fields).slice(0, -1);
  const html = pieces.map((piece) => JSON.stringify(piece).slice(1, -1));
  return new Blob([open, ',"html":"', ...html, '"}'], { type: 'application/json' });
}
