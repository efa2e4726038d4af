import { expect, onTestFinished, test } from 'vitest';
import { openFakeEmbedder } from '../../test/fakes/fake-embedder.ts';
import { linkedPage } from '../../test/fakes/linked-site.ts';
import { temporaryFolder } from '../../test/fakes/temporary-folder.ts';
import { openWebSite } from '../../test/fakes/web-site.ts';
import { openMemory } from '../../test/open-memory.ts';
import { rememberUrl } from './remember-url.ts';

test('what was kept by its address is found by the next question: the index hears that somebody was told so', async () => {
  const site = await openWebSite({ '/': linkedPage('/', []) });
  const memory = await openMemory({
    folder: temporaryFolder(),
    embedder: openFakeEmbedder(),
    webHosts: [site.host],
  });
  onTestFinished(async () => {
    await memory.close();
    await site.close();
  });
  const acknowledged: number[] = [];
  const publisher = { ...memory.publisher, acknowledge: (page: number) => void acknowledged.push(page) };
  const kept = await rememberUrl({ url: `http://${site.host}/` }, { ...memory.jobs.tools, publisher });
  expect(acknowledged).toEqual([kept.page_id]);
});
