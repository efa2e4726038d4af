import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildBrowserSide } from '../daemon/cli/build-browser-side.ts';
import { cCompiler } from './c-compiler.ts';
import { chromiumPath } from './chromium.ts';
import { countResults } from './count-results.ts';
import type { Counted, VitestReport } from './count-results.ts';
import { provideCommand } from './provide-command.ts';
import { realCrawl4ai } from './real-crawl4ai.ts';
import { realModel } from './real-model.ts';
import { requireNode } from './require-node.ts';
import { runCommand } from './run-command.ts';

const reportFile = new URL('../.cache/vitest.json', import.meta.url);
/** What one process or thread of the tests has stripped of its types and compiled, the next takes from here. */
const compiled = fileURLToPath(new URL('../.cache/compiled', import.meta.url));

// Everything that the tests need is fetched before the clock of the tests starts; nothing that is missing is passed over.
const { passed, failed, remarks } = requireNode()
  ? await provideAndRun()
  : nothingRan('The wrong Node runs this.');
for (const remark of remarks) console.error(remark);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

async function provideAndRun(): Promise<Counted> {
  try {
    const chromium = await timed('Chromium, fetched when missing', () =>
      provideCommand(chromiumPath, 'chromium'),
    );
    await timed('Model, fetched when missing', () => provideCommand(realModel, 'python3-pip'));
    if (process.platform === 'linux') {
      await timed('C compiler, fetched when missing', () => provideCommand(cCompiler, 'gcc', 'libc6-dev'));
    }
    await timed('Crawl4AI, installed when missing', () => provideCommand(realCrawl4ai, 'python3-venv'));
    await timed('Extension and pages, built', buildBrowserSide);
    return await timed('Tests', () =>
      runVitest({ PAGEKEEP_CHROMIUM: chromium, NODE_COMPILE_CACHE: compiled }),
    );
  } catch (error) {
    return nothingRan(error instanceof Error ? error.message : String(error));
  }
}

/** Units first, then what no single room can prove, then the browser, as vitest.config.ts orders its projects. Arguments narrow the run. */
async function runVitest(environment: Readonly<Record<string, string>>): Promise<Counted> {
  mkdirSync(new URL('.', reportFile), { recursive: true });
  rmSync(reportFile, { force: true });
  const exitCode = await runCommand(
    [
      'vitest',
      'run',
      '--reporter=default',
      '--reporter=json',
      '--outputFile.json=.cache/vitest.json',
      ...process.argv.slice(2),
    ],
    environment,
  );
  return countResults(JSON.parse(readFileSync(reportFile, 'utf8')) as VitestReport, exitCode);
}

async function timed<T>(what: string, run: () => Promise<T>): Promise<T> {
  const started = performance.now();
  const result = await run();
  console.log(`${what}: ${((performance.now() - started) / 1000).toFixed(1)} s`);
  return result;
}

function nothingRan(sentence: string): Counted {
  return { passed: 0, failed: 1, remarks: [sentence] };
}
