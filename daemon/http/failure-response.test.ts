import { expect, test } from 'vitest';
import { FAILURE_CODES } from '../../shared/contract/failure.ts';
import { Failure } from '../failure.ts';
import { failureResponse } from './failure-response.ts';

const NOW = new Date('2026-11-21T10:00:00Z');

test.each(FAILURE_CODES)('%s is refused with its sentence', (code) => {
  const { status, body } = failureResponse(
    new Failure(code, 'A sentence.', { details: { field: 'x' } }),
    NOW,
  );
  expect(status).toBeGreaterThanOrEqual(400);
  expect(JSON.parse(body)).toEqual({
    success: false,
    error: { code, message: 'A sentence.', details: { field: 'x' } },
    timestamp: '2026-11-21T10:00:00.000Z',
  });
});

test('what is no Failure keeps stack, path and SQL to itself', () => {
  const error = new Error('near "SELECT": syntax error in /home/someone/pages.db', {
    cause: new Error('UNIQUE constraint failed: pages.url'),
  });
  const { status, body } = failureResponse(error, NOW);
  expect(status).toBe(500);
  expect(body).toContain('"code":"internal"');
  expect(body).not.toMatch(/SELECT|UNIQUE|home|pages\.|stack/);
});

test.each(['SQLITE_FULL', 'ENOSPC', 'EDQUOT'])('%s is a full disk, however deep it lies', (code) => {
  const cause = Object.assign(new Error('database or disk is full'), { code });
  for (const error of [
    cause,
    new Failure('internal', 'Not kept.', { cause }),
    new Error('a', { cause: new Error('b', { cause }) }),
  ]) {
    const { status, body } = failureResponse(error, NOW);
    expect(status).toBe(507);
    expect(body).toContain('"code":"disk-full"');
  }
});

test.each(['a string', null, undefined, 7])('even %s that was thrown is an answer', (thrown) => {
  expect(failureResponse(thrown, NOW).status).toBe(500);
});

test('a client learns when to come back', () => {
  const limited = new Failure('rate-limited', 'Too many.', { details: { retry_after_s: 2.2 } });
  expect(failureResponse(limited, NOW).headers['retry-after']).toBe('3');
  expect(failureResponse(new Failure('not-ready', 'Loading.'), NOW).headers['retry-after']).toBe('2');
  expect(failureResponse(new Failure('not-found', 'Nothing.'), NOW).headers['retry-after']).toBeUndefined();
});
