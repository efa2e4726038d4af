import { fc } from '../../test/seeded-fast-check.ts';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { indexContents } from '../../test/fakes/index-contents.ts';
import { quietIndex } from '../../test/fakes/open-sample-index.ts';
import { sampleFacts, sampleImageText, samplePassages, sampleVector } from '../../test/fakes/sample-index.ts';
import { temporaryFolder } from '../../test/fakes/temporary-folder.ts';
import type { ImageText, SearchIndex } from './search-index.ts';
import { verifyIndex } from './verify-index.ts';
import type { KeptPage } from './verify-index.ts';

const steps = fc.array(
  fc.oneof(
    fc.record({
      do: fc.constant('index' as const),
      page: fc.integer({ min: 1, max: 5 }),
      bodies: fc.array(fc.constantFrom('red', 'green', 'blue', 'red red', 'green blue'), { maxLength: 4 }),
    }),
    fc.record({
      do: fc.constant('update' as const),
      page: fc.integer({ min: 1, max: 5 }),
      tagged: fc.boolean(),
    }),
    fc.record({
      do: fc.constant('measure' as const),
      page: fc.integer({ min: 1, max: 5 }),
      width: fc.integer({ min: 1, max: 3 }),
    }),
    fc.record({ do: fc.constant('remove' as const), page: fc.integer({ min: 1, max: 5 }) }),
    fc.record({ do: fc.constant('embed' as const) }),
    fc.record({ do: fc.constant('sync' as const) }),
    fc.record({ do: fc.constant('reopen' as const) }),
  ),
  { maxLength: 25 },
);

/** A picture for every body, of the width the page's pictures have. */
function pictures(page: number, bodies: readonly string[], width: number): ImageText[] {
  return bodies.map((own, n) => sampleImageText(page, page * 100 + n, { own, width }));
}

/** What an index of these pages follows from. */
async function* keptOf(
  pages: ReadonlyMap<number, { bodies: string[]; tags: string[]; width: number }>,
): AsyncGenerator<KeptPage[]> {
  yield [...pages].map(([id, { bodies, tags, width }]) => ({
    facts: sampleFacts(id, { tags }),
    passages: samplePassages(id, bodies),
    images: pictures(id, bodies, width),
  }));
}

test(
  'any sequence of changes, syncs and restarts leaves what a fresh build would',
  { timeout: 300_000 },
  async () => {
    const folder = temporaryFolder();
    let run = 0;
    await fc.assert(
      fc.asyncProperty(steps, async (sequence) => {
        run += 1;
        const file = join(folder, `${run}.db`);
        const pages = new Map<number, { bodies: string[]; tags: string[]; width: number }>();
        let index = quietIndex(file);
        await index.adoptModel('model-a');
        const embed = async (target: SearchIndex) => {
          const texts = [...pages].flatMap(([id, page]) => samplePassages(id, page.bodies));
          await target.indexVectors(texts.map((text) => sampleVector(text)));
        };
        for (const step of sequence) {
          if (step.do === 'index') {
            const { tags, width } = pages.get(step.page) ?? { tags: [], width: 1 };
            pages.set(step.page, { bodies: step.bodies, tags, width });
            await index.indexPage(
              sampleFacts(step.page, { tags }),
              samplePassages(step.page, step.bodies),
              pictures(step.page, step.bodies, width),
            );
          } else if (step.do === 'update') {
            const page = pages.get(step.page);
            if (page !== undefined) page.tags = step.tagged ? ['tagged'] : [];
            await index.updateFacts(sampleFacts(step.page, { tags: step.tagged ? ['tagged'] : [] }));
          } else if (step.do === 'measure') {
            const page = pages.get(step.page);
            if (page === undefined) continue;
            page.width = step.width;
            await index.updateSizes(pictures(step.page, page.bodies, step.width));
          } else if (step.do === 'remove') {
            pages.delete(step.page);
            await index.removePages([step.page]);
          } else if (step.do === 'embed') await embed(index);
          else if (step.do === 'sync') await index.sync();
          else {
            await index.close();
            index = quietIndex(file);
            await index.adoptModel('model-a');
          }
        }
        await embed(index);
        const image = join(folder, `${run}-image.db`);
        await index.imageTo(image);
        expect(await verifyIndex(image, keptOf(pages))).toEqual({ structure: [], stale: [], surplus: [] });
        await index.close();

        const reopened = quietIndex(file);
        const fresh = quietIndex(join(folder, `${run}-fresh.db`));
        await fresh.adoptModel('model-a');
        for (const [id, { bodies, tags, width }] of pages) {
          await fresh.indexPage(
            sampleFacts(id, { tags }),
            samplePassages(id, bodies),
            pictures(id, bodies, width),
          );
        }
        await embed(fresh);
        expect(await indexContents(reopened)).toEqual(await indexContents(fresh));
        await reopened.close();
        await fresh.close();
      }),
      { numRuns: 25 },
    );
  },
);
