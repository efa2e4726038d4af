import { expect, test } from 'vitest';
import { SCOPES } from '../../shared/contract/pairing.ts';
import type { Scope } from '../../shared/contract/pairing.ts';
import { sayScopes } from './say-scopes.ts';

const SAID: [Scope[], string][] = [
  [['read', 'capture', 'crawl', 'forget'], 'Save, search, forget'],
  [['read', 'capture'], 'Save, search'],
  [['read'], 'Search only'],
  [[...SCOPES], 'Everything'],
  [[], 'Nothing'],
];

test.for(SAID)('%j is said as “%s”', ([scopes, said]) => {
  expect(sayScopes(scopes)).toBe(said);
});
