import { sayCount } from '../say-count.ts';

/** Says a receipt's number short enough to be read out: its first eight signs. */
function sayNumber(receiptId: string): string {
  const signs = receiptId.replaceAll('-', '').slice(0, 8).toUpperCase();
  return `${signs.slice(0, 4)}-${signs.slice(4)}`;
}

/** What was forgotten, and under which receipts. */
export function sayForgotten(pages: number, receiptIds: readonly string[]): string {
  const [first] = receiptIds;
  if (first === undefined) return `Forgot ${sayCount(pages, 'page')}.`;
  const more = receiptIds.length - 1;
  const receipts =
    more === 0 ? `Receipt ${sayNumber(first)}` : `Receipts ${sayNumber(first)} and ${more} more`;
  return `Forgot ${sayCount(pages, 'page')}. ${receipts} saved.`;
}
