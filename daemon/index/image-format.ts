import { IMAGE_FORMATS } from '../../shared/contract/image-format.ts';
import type { ImageFormat } from '../../shared/contract/image-format.ts';

const ALIASES: Readonly<Record<string, ImageFormat>> = {
  jpeg: 'jpg',
  jpe: 'jpg',
  jfif: 'jpg',
  'svg+xml': 'svg',
};

/** Names under which image servers take the format they are to send. */
const PARAMETERS = ['format', 'fm', 'fmt', 'output-format'];

/** The format of a picture as its address says it: a data type, what an image server is asked for, else the file's ending; null when it says none. */
export function imageFormat(src: string): ImageFormat | null {
  const type = /^data:image\/([\w+.-]{1,20})[;,]/i.exec(src)?.[1];
  if (type !== undefined) return formatNamed(type);
  const url = URL.parse(src);
  if (url === null) return null;
  const asked = PARAMETERS.map((name) => formatNamed(url.searchParams.get(name) ?? ''));
  const ending = /\.(\w{1,5})$/.exec(url.pathname)?.[1] ?? '';
  return asked.find((format) => format !== null) ?? formatNamed(ending);
}

function formatNamed(name: string): ImageFormat | null {
  const lower = name.toLowerCase();
  const format = Object.hasOwn(ALIASES, lower) ? ALIASES[lower] : lower;
  return IMAGE_FORMATS.find((known) => known === format) ?? null;
}
