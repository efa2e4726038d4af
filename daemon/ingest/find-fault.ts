import type { PageCapture } from '../../shared/contract/page.ts';
import type { CapturedArticle, CapturedPassage } from '../../shared/contract/article.ts';
import { maskText } from '../../shared/page/mask-secrets.ts';
import { stripInvisible } from '../../shared/page/strip-invisible.ts';
import { webAddress } from '../../shared/page/web-address.ts';

/** What a browser made of a page, as far as it had the right shape. */
export type CleanedPage = Pick<PageCapture, 'article' | 'passages'>;

/** A cleaned page that is whole. */
export type TrustedPage = { readonly article: CapturedArticle; readonly passages: CapturedPassage[] };

/** Why a page that was cleaned in a browser cannot be taken as it is; null when our own cleaner could have made it. The words say nothing of the page. */
export function findFault(page: CleanedPage): string | null {
  if (!isWhole(page)) return 'its shape is not that of a cleaned page';
  const { article, passages } = page;
  const { title, other_titles, author, site_name, description, markdown, images } = article;
  const names = [title, ...other_titles, author ?? '', site_name ?? '', description ?? ''];
  const pictures = images.flatMap(({ alt, title: shown, caption, heading, context }) => [
    alt,
    shown,
    caption,
    heading,
    context,
  ]);
  const read = passages.flatMap(({ text, heading_path, anchor }) => [text, ...heading_path, anchor.exact]);
  const all = [...names, markdown, ...pictures, ...read];
  if (all.some((text) => stripInvisible(text) !== text)) return 'it holds characters that no reader sees';
  if (all.some((text) => maskText(text) !== text)) return 'it holds a secret';
  if (images.some(({ src }) => webAddress(src, '') !== src)) return 'a picture has no address in the web';
  if (passages.some(({ ordinal }, at) => ordinal !== at)) return 'its passages are not in their order';
  if (passages.some(({ start, end }) => start > end || end > markdown.length))
    return 'a passage stands outside the text';
  if (passages.some(({ text, anchor }) => !text.includes(anchor.exact)))
    return 'a passage does not hold the words that lead to it';
  return null;
}

/** Whether both parts came. */
export function isWhole(page: CleanedPage): page is TrustedPage {
  return page.article !== undefined && page.passages !== undefined;
}
