// Run in a process of its own, which may lack instructions: fills an index in its thread, asks, and prints what it found.
import { join } from 'node:path';
import { openSimdScanner } from '../../daemon/index/kernel/vector-scanner.ts';
import { openIndex } from '../../daemon/index/open-index.ts';
import { sampleFacts, samplePassages } from './sample-index.ts';
import { unitVector } from '../unit-vector.ts';

const DIMENSIONS = 64;
const [folder = ''] = process.argv.slice(2);

const index = await openIndex({ file: join(folder, 'index.db'), mode: 'ram', dimensions: DIMENSIONS });
await index.adoptModel('model-a');
for (let page = 1; page <= 40; page++) {
  const passages = samplePassages(page, [`body ${page}`, `more ${page}`]);
  await index.indexPage(sampleFacts(page), passages);
  await index.indexVectors(
    passages.map((passage) => ({ ...passage, vector: unitVector(passage.passage_id, DIMENSIONS) })),
  );
}
await index.removePages([3]);
const found = [];
for (let seed = 1; seed <= 10; seed++) {
  found.push(
    await index.retrieveCandidates({ match: null, vector: unitVector(seed, DIMENSIONS), pool: 10 }, {}),
  );
}
await index.close();
console.log(JSON.stringify({ hasSimd: openSimdScanner() !== null, found }));
