import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../test/fakes/temporary-folder.ts';
import { holdFolder } from './hold-folder.ts';

const HOLDER = `
  const { holdFolder } = await import(process.argv[1]);
  await holdFolder(process.argv[2]);
  process.stdout.write('held');
  setInterval(() => {}, 1e6);
`;

test('a folder is held by one process and free again after kill -9', async () => {
  const folder = temporaryFolder();
  const holder = spawn(
    process.execPath,
    ['--input-type=module', '--eval', HOLDER, new URL('./hold-folder.ts', import.meta.url).href, folder],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  await once(holder.stdout, 'data');
  await expect(holdFolder(folder)).rejects.toMatchObject({ code: 'in-use' });
  holder.kill('SIGKILL');
  await once(holder, 'exit');
  const hold = await holdFolder(folder);
  await expect(holdFolder(folder)).rejects.toMatchObject({ code: 'in-use' });
  await hold.release();
  await (await holdFolder(folder)).release();
});
