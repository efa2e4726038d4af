import { callDaemon } from '../call-daemon.ts';
import type { Command } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { findDaemon } from '../find-daemon.ts';
import { findPage } from '../find-page.ts';
import { oneLine } from '../plain-characters.ts';
import { sayCount } from '../say-count.ts';

export const forget: Command = {
  usage: 'forget URL',
  summary: 'Removes a page with everything derived from it.',
  examples: [
    ['pagekeep forget https://example.org/article --dry-run', 'only say what would go'],
    ['pagekeep forget https://example.org/article', 'remove it; there is no way back'],
  ],
  options: { 'dry-run': { text: 'remove nothing, only say what would go' } },
  words: [1, 1],
  async run({ config, words: [url = ''], has, print }) {
    const link = findDaemon(config);
    const page = await findPage(link, url);
    const named = `${oneLine(page.title || page.url)} (${oneLine(page.url)})`;
    if (has('dry-run')) {
      print(
        { dry_run: true, pages: [page] },
        `Would forget ${named}: ${sayCount(page.passages, 'passage')}.`,
      );
      return EXIT.done;
    }
    const receipt = await callDaemon(link, 'forget', { url });
    print(
      receipt,
      `Forgot ${named}: ${sayCount(receipt.passages, 'passage')}, ${sayCount(receipt.vectors, 'vector')}, ${sayCount(receipt.images, 'image')}. Receipt ${receipt.receipt_id}.`,
    );
    return EXIT.done;
  },
};
