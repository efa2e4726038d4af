import type { ForgetManyRequest, KeptReceipt } from '../../../shared/contract/forget-endpoints.ts';
import type { ForgetPreview, ForgetReceipt } from '../../../shared/contract/memory.ts';
import { Failure } from '../../failure.ts';
import { callDaemon } from '../call-daemon.ts';
import type { Command, Invocation } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import type { ExitCode } from '../exit-code.ts';
import { findDaemon } from '../find-daemon.ts';
import type { DaemonLink } from '../find-daemon.ts';
import { forgetExpired, forgetSessions } from '../forget-ended.ts';
import { oneLine } from '../plain-characters.ts';
import { sayCount } from '../say-count.ts';

/** How often a receipt is looked at, and how long in all, in milliseconds. */
const LOOK_MS = 250;
const PATIENCE_MS = 120_000;

export const forget: Command = {
  usage: 'forget [URL] [--domain D] [--tag T] [--query WORDS] [--before DATE]',
  summary: 'Removes pages with everything derived from them, and checks that nothing is left.',
  examples: [
    ['pagekeep forget https://example.org/article --dry-run', 'only say what would go'],
    ['pagekeep forget https://example.org/article', 'remove it; there is no way back'],
    ['pagekeep forget --domain example.org --before 2025-01-01 --yes', 'conditions narrow one another'],
    [
      'pagekeep forget --query \'invoice "blue door"\' --yes --wait',
      'pages that say all of it; wait for the check',
    ],
  ],
  options: {
    domain: { value: 'DOMAIN', text: 'of this site and all below it' },
    tag: { value: 'TAG', text: 'that carry this tag' },
    query: { value: 'WORDS', text: 'that hold every word and "phrase", as it stands' },
    before: { value: 'DATE', text: 'last captured before this date' },
    expired: { text: 'whose days are over, instead of waiting for the daily sweep' },
    sessions: { text: 'kept for a session, of every client; ends the sessions' },
    'dry-run': { text: 'remove nothing, only say what would go' },
    yes: { text: 'remove several pages without asking' },
    backups: { text: 'remove them from the backups too' },
    wait: { text: 'wait until nothing was found of them any more' },
  },
  words: [0, 1],
  async run(call) {
    const { has, print } = call;
    if (has('expired')) return forgetExpired(call);
    if (has('sessions')) return forgetSessions(call);
    const link = findDaemon(call.config);
    const asked = readRequest(call);
    const preview = (await callDaemon(link, 'forgetMany', { ...asked, dry_run: true })) as ForgetPreview;
    if (has('dry-run')) {
      print(preview, preview.pages === 0 ? 'Nothing to forget.' : `Would forget ${sayPreview(preview)}`);
      return EXIT.done;
    }
    if (preview.pages === 0 && isPageOnly(asked)) throw notKept();
    if (preview.pages > 1 && !has('yes')) {
      call.terminal.note(`This would forget ${sayPreview(preview)}\n`);
      throw new Failure('bad-input', 'Nothing was forgotten yet: add --yes to forget several pages.');
    }
    const receipt = (await callDaemon(link, 'forgetMany', asked)) as ForgetReceipt;
    if (!has('wait')) {
      print(receipt, `${sayForgotten(receipt, preview)} It is being checked that nothing is left.`);
      return EXIT.done;
    }
    return conclude(call, await waitForCheck(link, receipt.receipt_id), preview);
  },
};

function readRequest({ words: [url], text, has }: Invocation): ForgetManyRequest {
  const given = {
    url,
    domain: text('domain'),
    tag: text('tag'),
    query: text('query'),
    before: text('before'),
  };
  const conditions = Object.entries(given).filter(([, value]) => value !== undefined);
  if (conditions.length === 0) {
    throw new Failure('bad-input', `Usage: pagekeep ${forget.usage}. See: pagekeep forget --help`);
  }
  return { ...Object.fromEntries(conditions), ...(has('backups') && { backups: true }) };
}

function isPageOnly(asked: ForgetManyRequest): boolean {
  return (
    asked.url !== undefined &&
    [asked.domain, asked.tag, asked.query, asked.before].every((one) => one === undefined)
  );
}

function notKept(): Failure {
  return new Failure('not-found', 'No page is kept under that address.');
}

function sayPreview({ pages, passages, listed }: ForgetPreview): string {
  const [only] = listed;
  if (pages === 1 && only !== undefined) return `${sayPage(only)}: ${sayCount(passages, 'passage')}.`;
  const lines = listed.map((page) => `  ${sayPage(page)}`);
  const more = pages > listed.length ? [`  and ${pages - listed.length} more`] : [];
  return [`${sayCount(pages, 'page')}, ${sayCount(passages, 'passage')}:`, ...lines, ...more].join('\n');
}

function sayPage({ title, url }: ForgetPreview['listed'][number]): string {
  return `${oneLine(title || url)} (${oneLine(url)})`;
}

function sayForgotten(receipt: ForgetReceipt, { listed }: ForgetPreview): string {
  const [only] = listed;
  const what = receipt.pages === 1 && only !== undefined ? sayPage(only) : sayCount(receipt.pages, 'page');
  const parts = [
    sayCount(receipt.passages, 'passage'),
    sayCount(receipt.vectors, 'vector'),
    sayCount(receipt.images, 'image'),
    sayCount(receipt.versions, 'earlier version'),
  ];
  return `Forgot ${what}: ${parts.join(', ')}. Receipt ${receipt.receipt_id}.`;
}

async function waitForCheck(link: DaemonLink, id: string): Promise<KeptReceipt> {
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    const receipt = await callDaemon(link, 'receipt', {}, id);
    if (receipt.checked || Date.now() > until) return receipt;
    await new Promise((later) => setTimeout(later, LOOK_MS));
  }
}

function conclude({ print }: Invocation, receipt: KeptReceipt, preview: ForgetPreview): ExitCode {
  const { checks, checked } = receipt;
  const lines = [sayForgotten(receipt, preview)];
  if (checks !== null) {
    const looked = `Looked through ${sayCount(checks.files, 'file')} for ${sayCount(checks.texts, 'text')} of ${preview.pages === 1 ? 'it' : 'them'}`;
    lines.push(
      checked
        ? `${looked}: nothing is left.`
        : `${looked}: something is left in ${checks.found_in.join(', ') || 'pages.db'}.`,
    );
    if (checks.copies.length > 0)
      lines.push(`Backups made before still hold it: ${checks.copies.join(', ')}.`);
  } else if (!checked) lines.push('The check is not done yet; it goes on behind this.');
  print(receipt, lines.join('\n'));
  return checked ? EXIT.done : EXIT.partly;
}
