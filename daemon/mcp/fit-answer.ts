import type { Said } from './tool.ts';

/** Agents cut or refuse answers over some 25,000 tokens, and warn at 10,000: both forms together stay below. Characters. */
export const TEXT_BUDGET = 16_000;
const DATA_BUDGET = 24_000;

/** How many elements, from `at` on, may be handed out together; at least one, which is then cut where it is too long itself. */
export function fittingCount(elements: readonly unknown[], said: Said, at: number): number {
  let text = said.head.length + (said.foot ?? '').length + 200;
  let bytes = 500;
  let count = 0;
  for (const [offset, element] of elements.slice(at).entries()) {
    text += (said.items?.[at + offset] ?? '').length + 2;
    bytes += JSON.stringify(element).length + 1;
    if (count > 0 && (text > TEXT_BUDGET || bytes > DATA_BUDGET)) break;
    count++;
  }
  return count;
}

/** The text of an answer within its budget; what is cut is said. */
export function fitText(text: string): string {
  if (text.length <= TEXT_BUDGET) return text;
  return `${text.slice(0, TEXT_BUDGET - 100).toWellFormed()}\n[cut here: ${text.length} characters in all]`;
}

/** Lengths of strings and of lists, tried one after the other. */
const CUTS = [
  [12_000, 100],
  [8_000, 50],
  [3_000, 30],
  [1_000, 20],
  [250, 10],
  [60, 5],
  [20, 2],
] as const;

/** Data within its budget: where it is over, long strings and lists are cut, as little as will do. */
export function fitData(data: unknown): unknown {
  let fitting = data;
  for (const [longest, most] of CUTS) {
    if (JSON.stringify(fitting).length <= DATA_BUDGET) return fitting;
    fitting = cut(data, longest, most);
  }
  return fitting;
}

function cut(value: unknown, longest: number, most: number): unknown {
  if (typeof value === 'string') {
    return value.length <= longest ? value : `${value.slice(0, longest).toWellFormed()}…`;
  }
  if (Array.isArray(value)) return value.slice(0, most).map((one) => cut(one, longest, most));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]: [string, unknown]) => [name, cut(one, longest, most)]),
  );
}
