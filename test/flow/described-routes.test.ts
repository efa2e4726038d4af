// Every route by what it says of itself, a sample; `npm run bench -- api` makes 20,000 requests. Schemathesis comes from PyPI.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openHouse } from '../attacks/open-house.ts';
import type { OpenHouse } from '../attacks/open-house.ts';
import { runSchemathesis } from '../schemathesis/run-schemathesis.ts';

const folder = mkdtempSync(join(tmpdir(), 'pagekeep-'));
let house: OpenHouse;

beforeAll(async () => {
  house = await openHouse(folder);
  for (const name of ['bread', 'yeast', 'ovens'])
    await house.call('capture', {
      url: `https://kitchen.example/${name}`,
      html: `<h1>${name}</h1><p>What a baker has to know of ${name}, and what happens to dough without.</p>`,
      tags: [name],
    });
});
afterAll(async () => {
  await house.close();
  rmSync(folder, { recursive: true, force: true });
});

test('Schemathesis finds nothing that a route did not say', { timeout: 600_000 }, async () => {
  const { cases, findings, output } = await runSchemathesis({
    port: house.port,
    token: 'key-of-the-house',
    examples: 1,
    phases: ['coverage'],
    paths: PATHS,
  });
  expect(findings, output).toEqual([]);
  expect(cases).toBeGreaterThanOrEqual(200);
  expect(house.errors).toEqual([]);
});

/** Those with most to say that need neither model nor network. */
const PATHS = [
  '/api/v1/memory',
  '/api/v1/tags/merge',
  '/api/v1/blocked-domains',
  '/api/v1/tokens',
  '/pair/claim',
  '/health',
  '/metrics',
];
