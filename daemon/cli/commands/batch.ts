import { readFile } from 'node:fs/promises';
import { Failure } from '../../failure.ts';
import { callDaemon } from '../call-daemon.ts';
import type { Command, Invocation } from '../command.ts';
import { findDaemon } from '../find-daemon.ts';
import { concludeJob, followJob } from '../follow-job.ts';
import { readJobOptions } from '../read-job-options.ts';
import { resumeLast } from '../resume-last.ts';

export const batch: Command = {
  usage: 'batch FILE | -',
  summary: 'Keeps every address of a list.',
  examples: [
    ['pagekeep batch addresses.txt', 'keep each, one a line; lines that begin with # are passed over'],
    ['grep -o "https://[^ ]*" notes.md | pagekeep batch - --tags notes', 'the same from another program'],
    ['pagekeep batch addresses.txt --resume', 'try again what failed the last time'],
  ],
  options: {
    concurrent: { value: 'N', text: 'pages at once, 1 to 16' },
    delay: { value: 'S', text: 'seconds between two pages of one site' },
    retry: { value: 'N', text: 'how often a page in trouble is tried again, 3 unless said' },
    tags: { value: 'A,B', text: 'tags for every page' },
    policy: { value: 'POLICY', text: 'permanent (default), session_only or N_days' },
    renderer: { value: 'NAME', text: 'auto (default), crawl4ai, fetch or you' },
    resume: { text: 'go on with the last batch: only what failed or was cut off' },
  },
  words: [1, 1],
  async run(call) {
    const link = findDaemon(call.config);
    if (call.has('resume')) return resumeLast(call, link, 'batch');
    const urls = await readAddresses(call);
    const retry = call.number('retry');
    const { job_id } = await callDaemon(link, 'batch', {
      urls,
      ...readJobOptions(call),
      ...(retry !== undefined && { retry }),
    });
    return concludeJob(call, await followJob(call, link, job_id));
  },
};

async function readAddresses({ words: [file = '-'], terminal }: Invocation): Promise<string[]> {
  const text = file === '-' ? await terminal.readInput() : await readList(file);
  const urls = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
  if (urls.length === 0) throw new Failure('bad-input', 'The list holds no address.');
  return [...new Set(urls)];
}

async function readList(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new Failure('bad-input', `The list ${file} cannot be read.`, { cause });
  }
}
