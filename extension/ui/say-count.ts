/** Says a number of things in digits: `0 pages`, `1 page`, `2,418 pages`. */
export function sayCount(count: number, thing: string): string {
  return `${count.toLocaleString('en-GB')} ${thing}${count === 1 ? '' : 's'}`;
}
