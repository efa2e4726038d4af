import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startDaemonProcess } from '../daemon-process.ts';
import { temporaryFolder } from '../fakes/temporary-folder.ts';

/** Files stand where folders of models belong: nothing is found, nothing can be fetched. */
async function startWithoutModel() {
  const dataDir = temporaryFolder();
  const models = join(dataDir, 'models');
  writeFileSync(models, '');
  const daemon = await startDaemonProcess({ dataDir, env: { PAGEKEEP_MODEL_DIR: models } });
  onTestFinished(async () => void (await daemon.stop()));
  const token = readFileSync(join(dataDir, 'cli.token'), 'utf8').trim();
  return { daemon, token };
}

test('without a model a capture that waits to be embedded is answered, and words find it', async () => {
  const { daemon, token } = await startWithoutModel();
  const capture = { url: 'https://groves.example/press', html: '<p>Press the olives cold and early.</p>' };
  for (const status of ['stored', 'unchanged']) {
    const answered = await fetch(`http://127.0.0.1:${daemon.port}/api/v1/capture?wait=embedded`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(capture),
      signal: AbortSignal.timeout(60_000),
    });
    expect(await answered.json()).toMatchObject({ success: true, data: { status, embedded: false } });
  }
  const answer = await daemon.call('search', { query: 'olives' });
  expect(answer.results.map((found) => found.url)).toEqual([capture.url]);
  expect(answer.notice).toMatch(/^Showing exact words only: [^.]+\.$/);
});
