// Run in a process of its own: opens an index file, holds its vectors as the daemon does, answers some questions with true
// cosines, and prints how much memory the process has.
import { setImmediate as nextTurn } from 'node:timers/promises';
import { cosinesOf } from '../../daemon/index/find-near.ts';
import { connectIndex } from '../../daemon/index/index-database.ts';
import { NearVectors } from '../../daemon/index/near-vectors.ts';
import { clusteredVectors, DIMENSIONS } from './clustered-vectors.ts';

const [file = ''] = process.argv.slice(2);
const index = connectIndex(file);
const near = new NearVectors(index, DIMENSIONS);
const draw = clusteredVectors(3);
const turns: number[] = [];
const started = performance.now();
while (near.nearest(draw(), 10, null) === null) {
  const begun = performance.now();
  await nextTurn();
  turns.push(performance.now() - begun);
}
const loaded = performance.now() - started;
for (let nth = 0; nth < 50; nth++) {
  const question = draw();
  const found = near.nearest(question, 40, null) ?? [];
  cosinesOf(
    index,
    question,
    found.map(({ id }) => id),
  );
}
globalThis.gc?.();
console.log(JSON.stringify({ rss: process.memoryUsage().rss, loaded, longest: Math.max(...turns) }));
near.stop();
