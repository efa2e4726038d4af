import { parseRetention } from '../../shared/contract/retention.ts';

/** What a person must hear of a capture that did not end as asked: kept longer, or behind a newer one. Null where it did. */
export function sayKept(asked: string | undefined, kept: string, late: boolean): string | null {
  const sentences = [
    ...(late ? ['A newer copy of this page is kept; this one became an earlier version of it.'] : []),
    ...(asked === undefined || asked === kept
      ? []
      : [`This page stays ${sayKeep(kept)}, as it was kept before; change that on the page itself.`]),
  ];
  return sentences.length === 0 ? null : sentences.join(' ');
}

function sayKeep(policy: string): string {
  const retention = parseRetention(policy);
  if (retention?.kind !== 'days') return policy === 'permanent' ? 'for good' : 'for this session';
  return retention.days === 1 ? 'for 1 day' : `for ${retention.days} days`;
}
