import { findSecrets } from './find-secrets.ts';
import type { Secret } from './named-secrets.ts';
import { plainView } from './plain-view.ts';

const MASK = 'MASKED';

/** The same text with MASKED in place of every secret in it; without one, the very text. */
export function maskText(text: string): string {
  const secrets = findSecrets(text);
  if (secrets.length === 0) return text;
  return spliced(
    text,
    secrets.map((secret) => ({ ...secret, mask: maskOf(text, secret) })),
  );
}

/** The same for markup: in what is read, however its tags and entities cut it up, and in its attributes. */
export function maskMarkup(html: string): string {
  const view = plainView(html);
  const masks = findSecrets(view.text).flatMap((secret) => {
    const [first, ...rest] = view.sources(secret);
    if (first === undefined) return [];
    return [{ ...first, mask: maskOf(view.text, secret) }, ...rest.map((part) => ({ ...part, mask: '' }))];
  });
  return masks.length === 0
    ? html
    : spliced(
        html,
        masks.toSorted((a, b) => a.start - b.start),
      );
}

/** In an address a few bits of the secret stay, too few to guess it by: two addresses that differ in nothing else are two pages still. */
function maskOf(text: string, { start, end }: Secret): string {
  if (!/[?&;][\w.-]{1,40}=$/.test(text.slice(Math.max(0, start - 42), start))) return MASK;
  let sum = 0;
  for (let at = start; at < end; at++) sum = (Math.imul(sum, 31) + text.charCodeAt(at)) & 0xffff;
  return `${MASK}-${sum.toString(16).padStart(4, '0')}`;
}

function spliced(text: string, masks: readonly (Secret & { readonly mask: string })[]): string {
  let from = 0;
  const parts: string[] = [];
  for (const { start, end, mask } of masks) {
    parts.push(text.slice(from, start), mask);
    from = end;
  }
  return parts.join('') + text.slice(from);
}
