// Makes daemon/index/kernel/vector-scan-binary.ts from vector-scan.wat: `node test/build-vector-scan.ts`. The same source
// gives the same bytes, which a test compares.
import { readFile, writeFile } from 'node:fs/promises';
import openWabt from 'wabt';

const folder = new URL('../daemon/index/kernel/', import.meta.url);

/** The kernel's source as WebAssembly. */
export async function buildVectorScan(): Promise<Uint8Array> {
  const wabt = await openWabt();
  const source = await readFile(new URL('vector-scan.wat', folder), 'utf8');
  const features = { simd: true, relaxed_simd: true, threads: true };
  return wabt.parseWat('vector-scan.wat', source, features).toBinary({}).buffer;
}

if (import.meta.main) {
  const binary = Buffer.from(await buildVectorScan()).toString('base64');
  await writeFile(
    new URL('vector-scan-binary.ts', folder),
    `/** vector-scan.wat as WebAssembly in base64, made by \`node test/build-vector-scan.ts\`. */\nexport const VECTOR_SCAN =\n  '${binary}';\n`,
  );
}
