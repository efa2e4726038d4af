import type { FoundImage, ImageRequest } from '../../../shared/contract/image.ts';
import { callDaemon } from '../call-daemon.ts';
import type { Command, Invocation } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { findDaemon } from '../find-daemon.ts';
import { oneLine } from '../plain-characters.ts';

export const images: Command = {
  usage: 'images QUESTION',
  summary: 'Finds pictures by the words that stand with them.',
  examples: [
    ['pagekeep images "suspension bridge at night"', 'pictures on kept pages'],
    ['pagekeep images logo --formats svg,png --domain example.org', 'of some kinds, on one site'],
    ['pagekeep images sunset --orientation landscape --min-width 1200 --json', 'large ones, for a script'],
  ],
  options: {
    limit: { value: 'N', text: 'how many pictures, 1 to 100 (default 10)' },
    offset: { value: 'N', text: 'how many to skip' },
    formats: { value: 'A,B', text: 'jpg, png, webp, gif, svg or avif' },
    orientation: { value: 'SHAPE', text: 'landscape, portrait or square' },
    'min-width': { value: 'PIXELS', text: 'at least this wide' },
    'min-height': { value: 'PIXELS', text: 'at least this high' },
    tags: { value: 'A,B', text: 'only on pages with any of these tags' },
    domain: { value: 'NAME', text: 'only this site' },
    since: { value: 'DATE', text: 'kept on this day or later' },
    until: { value: 'DATE', text: 'kept before' },
  },
  words: [1, 1_000],
  async run(call) {
    const answer = await callDaemon(findDaemon(call.config), 'searchImages', readQuestion(call));
    const lines = answer.results.map((found, at) => describe(found, at + 1));
    call.print(answer, lines.length === 0 ? 'Nothing found.' : lines.join('\n\n'));
    return EXIT.done;
  },
};

/** What was typed, as it was typed: the daemon says what of it cannot be. */
function readQuestion(call: Invocation): ImageRequest {
  const asked: Record<string, unknown> = {
    query: call.words.join(' '),
    formats: call
      .text('formats')
      ?.split(',')
      .map((format) => format.trim()),
    min_width: call.number('min-width'),
    min_height: call.number('min-height'),
    limit: call.number('limit'),
    offset: call.number('offset'),
  };
  for (const name of ['orientation', 'tags', 'domain', 'since', 'until']) asked[name] = call.text(name);
  return asked as ImageRequest;
}

function describe(found: FoundImage, rank: number): string {
  const size = found.width === null || found.height === null ? '' : `${found.width} × ${found.height}`;
  const kind = [size, found.format ?? ''].filter((fact) => fact !== '').join(' ');
  return [
    `${String(rank).padStart(2)}. ${oneLine(found.alt || found.caption || found.title || 'A picture without words')}`,
    oneLine(found.image_url),
    kind,
    `on ${oneLine(found.page_title || found.page_url)}`,
    oneLine(found.page_url),
  ]
    .filter((line) => line !== '')
    .join('\n    ');
}
