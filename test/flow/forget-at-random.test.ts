import { expect, test } from 'vitest';
import { temporaryFolder } from '../fakes/temporary-folder.ts';
import { forgetAtRandom } from '../random-forgets.ts';

test.each([1, 2])('60 random forgets leave index and pages equal, and right (seed %i)', async (seed) => {
  const { differences, pagesForgotten, undone } = await forgetAtRandom(temporaryFolder(), 60, seed);
  expect(differences).toEqual([]);
  expect(pagesForgotten).toBeGreaterThan(15);
  expect(undone).toBeGreaterThan(2);
});
