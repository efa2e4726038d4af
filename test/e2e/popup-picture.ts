// Draws the picture in the README from the real popup over the real daemon: `node test/e2e/popup-picture.ts`.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { popupOverMemory, QUESTION } from './popup-over-memory.ts';

const memory = await popupOverMemory();
const popup = await memory.open();
await popup.fill('Search', QUESTION);
await popup.waitForText('Open at the sentence');
const out = join(import.meta.dirname, '../../docs');
await mkdir(out, { recursive: true });
await writeFile(join(out, 'popup.png'), await popup.screenshot());
await memory.close();
console.log('docs/popup.png is drawn.');
