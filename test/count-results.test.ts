import { expect, test } from 'vitest';
import { countResults } from './count-results.ts';

const file = (status: string, ...statuses: string[]) => ({
  name: 'a.test.ts',
  status,
  message: 'SyntaxError: no\n    at somewhere',
  assertionResults: statuses.map((each) => ({ status: each })),
});

test('tests are counted over all files', () => {
  const testResults = [file('passed', 'passed', 'passed'), file('failed', 'passed', 'failed')];
  expect(countResults({ testResults }, 1)).toEqual({ passed: 3, failed: 1, remarks: [] });
});

test('a file that did not load has failed', () => {
  expect(countResults({ testResults: [file('passed', 'passed'), file('failed')] }, 1)).toEqual({
    passed: 1,
    failed: 1,
    remarks: ['a.test.ts did not run: SyntaxError: no'],
  });
});

test('a file whose set-up failed has failed although its tests are only skipped', () => {
  expect(countResults({ testResults: [file('failed', 'skipped')] }, 1).failed).toBe(2);
});

test('a test that is switched off has failed', () => {
  expect(countResults({ testResults: [file('passed', 'passed', 'skipped')] }, 0)).toEqual({
    passed: 1,
    failed: 1,
    remarks: ['1 tests did not run.'],
  });
});

test('a run of nothing has failed', () => {
  expect(countResults({ testResults: [] }, 0)).toEqual({ passed: 0, failed: 1, remarks: ['No test ran.'] });
});

test('an error outside of every test has failed', () => {
  expect(countResults({ testResults: [file('passed', 'passed')] }, 1)).toEqual({
    passed: 1,
    failed: 1,
    remarks: ['Vitest ended with exit code 1.'],
  });
});
