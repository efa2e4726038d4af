import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { readModel } from '../../shared/page/score/read-model.ts';
import { packModel } from './pack-model.ts';
import { trainModel } from './train-model.ts';
import type { BlockModel, PackedModel } from '../../shared/page/score/read-model.ts';
import type { TrainingPage } from './read-training-pages.ts';

export const FOLDS = 5;
const CACHE = new URL('../../.cache/extract/', import.meta.url);
/** What makes blocks, features, labels and trees; the model itself, a file of data, is not among it. */
const SOURCES = [
  '../../daemon/ingest/parse-html.ts',
  '../../shared/page/collect-blocks.ts',
  '../../shared/page/inline-run.ts',
  '../../shared/page/page-block.ts',
  '../../shared/page/place-of.ts',
  '../../shared/page/read-code.ts',
  '../../shared/page/read-formula.ts',
  '../../shared/page/read-json-ld.ts',
  '../../shared/page/read-metadata.ts',
  '../../shared/page/read-table.ts',
  '../../shared/page/strip-invisible.ts',
];
const FOLDERS = ['../../shared/page/score/', './'];

/** Name under which models of this very code are kept. */
function fingerprint(): string {
  const hash = createHash('sha256');
  const inFolders = FOLDERS.flatMap((folder) =>
    readdirSync(new URL(folder, import.meta.url))
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
      .map((file) => folder + file),
  );
  for (const source of [...SOURCES, ...inFolders].toSorted())
    hash.update(readFileSync(new URL(source, import.meta.url)));
  return hash.digest('hex').slice(0, 16);
}

/** For every fold a model trained on the pages of the other four; read from `.cache` when this code has trained them before, else trained, which takes minutes. `read` is asked for pages only then. */
export async function heldOutModels(read: () => Promise<readonly TrainingPage[]>): Promise<BlockModel[]> {
  const folder = new URL(`${fingerprint()}/`, CACHE);
  const files = Array.from({ length: FOLDS }, (_, fold) => new URL(`fold-${fold}.json`, folder));
  mkdirSync(folder, { recursive: true });
  const missing = files.filter((file) => !existsSync(file));
  const pages = missing.length > 0 ? await read() : [];
  for (const file of missing) {
    const fold = files.indexOf(file);
    console.log(`training fold ${fold + 1} of ${FOLDS}`);
    const model = packModel(await trainModel(pages.filter((page) => page.group % FOLDS !== fold)));
    writeFileSync(file, JSON.stringify(model));
  }
  return files.map((file) => readModel(JSON.parse(readFileSync(file, 'utf8')) as PackedModel));
}
