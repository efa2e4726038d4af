import type { ResponseOf } from '../../../shared/contract/endpoints.ts';
import { Failure } from '../../failure.ts';
import { callDaemon } from '../call-daemon.ts';
import type { Command, Invocation } from '../command.ts';
import { EXIT, exitCodeOf } from '../exit-code.ts';
import type { ExitCode } from '../exit-code.ts';
import { findDaemon } from '../find-daemon.ts';
import type { DaemonLink } from '../find-daemon.ts';
import { oneLine } from '../plain-characters.ts';
import { sayCount } from '../say-count.ts';
import { openProgress } from '../progress-bar.ts';

interface NotStored {
  readonly url: string;
  readonly error: Failure;
}

export const remember: Command = {
  usage: 'remember URL... | -',
  summary: 'Fetches pages and keeps them.',
  examples: [
    ['pagekeep remember https://example.org/article', 'keep one page'],
    ['pagekeep remember https://a.example/ https://b.example/ --tags work,later', 'keep two, with tags'],
    ['pagekeep remember - < addresses.txt', 'keep every address in a file, one a line'],
  ],
  options: {
    tags: { value: 'A,B', text: 'tags for every page' },
    note: { value: 'TEXT', text: 'a note for every page' },
    anyway: { text: 'also what looks like a page to sign in or to pay on' },
    retention: { value: 'POLICY', text: 'permanent (default), session_only or N_days' },
  },
  words: [1, 10_000],
  async run(call) {
    const urls = await readAddresses(call);
    const link = findDaemon(call.config);
    const progress = urls.length > 1 && call.terminal.noteIsTty ? openProgress(call.terminal) : null;
    const stored: ResponseOf<'store'>[] = [];
    const failed: NotStored[] = [];
    for (const [done, url] of urls.entries()) {
      progress?.update('pages', done, urls.length);
      const outcome = await store(call, link, url);
      progress?.clear();
      if ('error' in outcome) failed.push(outcome);
      else stored.push(outcome);
      if (!call.json) sayOutcome(call, outcome);
    }
    return conclude(call, stored, failed);
  },
};

async function readAddresses({ words, terminal }: Invocation): Promise<string[]> {
  const given = words.includes('-')
    ? [...words.filter((word) => word !== '-'), ...(await terminal.readInput()).split('\n')]
    : words;
  const urls = given.map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'));
  if (urls.length === 0) throw new Failure('bad-input', 'No address was given.');
  return [...new Set(urls)];
}

async function store(
  call: Invocation,
  link: DaemonLink,
  url: string,
): Promise<ResponseOf<'store'> | NotStored> {
  const tags = call.text('tags');
  const note = call.text('note');
  const policy = call.text('retention');
  try {
    return await callDaemon(link, 'store', {
      url,
      ...(tags !== undefined && { tags }),
      ...(note !== undefined && { note }),
      ...(policy !== undefined && { retention_policy: policy }),
      ...(call.has('anyway') && { allow_sensitive: true }),
    });
  } catch (error) {
    // This page's own fate; without a daemon or a right to ask, the next one need not be tried.
    if (error instanceof Failure && error.code !== 'unauthorized' && error.code !== 'scope')
      return { url, error };
    throw error;
  }
}

function sayOutcome({ terminal }: Invocation, outcome: ResponseOf<'store'> | NotStored): void {
  if ('error' in outcome) {
    terminal.note(`failed      ${oneLine(outcome.url)}  ${oneLine(outcome.error.message)}\n`);
    return;
  }
  const { title, url, passages, notice } = outcome;
  terminal.out(`remembered  ${oneLine(title || url)}  (${sayCount(passages, 'passage')})  ${oneLine(url)}\n`);
  if (notice !== undefined) terminal.note(`            ${oneLine(notice)}\n`);
}

function conclude(
  call: Invocation,
  stored: readonly ResponseOf<'store'>[],
  failed: readonly NotStored[],
): ExitCode {
  if (call.json) {
    const refusals = failed.map(({ url, error }) => ({ url, code: error.code, message: error.message }));
    call.print({ stored, failed: refusals }, '');
  } else if (failed.length > 0 && stored.length > 0) {
    call.terminal.note(
      `${stored.length} remembered, ${failed.length} failed. Try the failed ones again by their addresses.\n`,
    );
  }
  const exits = new Set(failed.map(({ error }) => exitCodeOf(error)));
  if (exits.size === 0) return EXIT.done;
  if (stored.length > 0) return EXIT.partly;
  const [only] = exits;
  return exits.size === 1 && only !== undefined ? only : EXIT.failed;
}
