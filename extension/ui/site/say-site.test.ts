import { expect, test } from 'vitest';
import { SAMPLE_JOB, SAMPLE_REPORT } from '../gallery/sample-site.ts';
import { sayEnd, sayPace, sayReport, sayTime } from './say-site.ts';

test.for([
  [0.2, '1 s'],
  [59, '59 s'],
  [90, '2 min'],
  [3_900, '1 h 5 min'],
] as const)('%s seconds are said as %s', ([seconds, words]) => {
  expect(sayTime(seconds)).toBe(words);
});

test('the pace is said once it is known', () => {
  const { progress } = SAMPLE_JOB;
  expect(sayPace(progress)).toEqual(['42 pages a minute', 'about 2 min left']);
  expect(sayPace({ ...progress, rate: null })).toEqual([]);
  expect(sayPace({ ...progress, rate: 0.001 })[0]).toBe('1 page a minute');
});

test('an end is said in counts, and one without pages by its reason', () => {
  expect([sayEnd(SAMPLE_REPORT), sayReport(SAMPLE_REPORT)]).toEqual([
    'Remembered db-handbook.example',
    '198 pages saved, 4 of them updated, 11 of them unchanged, 2 failed, 9 skipped.',
  ]);
  const failed_pages = [{ url: '', code: 'fetch-failed', message: 'The site answered 503.' }];
  const nothing = { ...SAMPLE_REPORT, pages_stored: 0, failed_pages };
  expect([sayEnd(nothing), sayReport(nothing)]).toEqual([
    'db-handbook.example wasn’t saved',
    'The site answered 503.',
  ]);
  expect(sayEnd({ ...nothing, state: 'cancelled' })).toBe('Stopped saving db-handbook.example');
});
