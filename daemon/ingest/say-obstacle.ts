import type { Obstacle } from '../../shared/page/article.ts';

/** What a person is told when something stood between them and the page. */
export function sayObstacle(obstacle: Obstacle): string {
  return SENTENCES[obstacle];
}

const SENTENCES: Readonly<Record<Obstacle, string>> = {
  covered: 'A notice covered this page and no text was behind it. Answer it, then remember the page again.',
  paywall:
    'Only the free part of this page was there to keep. Sign in, then remember the page again for the rest.',
  error: 'The site itself says that this is an error page.',
};
