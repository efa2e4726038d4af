import type {
  FoundPassage,
  QuotedAnswer,
  Respelled,
  SearchRequest,
} from '../../../shared/contract/passage.ts';
import { callDaemon } from '../call-daemon.ts';
import type { Command, Invocation } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { findDaemon } from '../find-daemon.ts';
import { oneLine, plainCharacters } from '../plain-characters.ts';

export const search: Command = {
  usage: 'search QUESTION',
  summary: 'Finds passages by meaning and by words.',
  examples: [
    ['pagekeep search "why did the bridge fall"', 'ask in your own words'],
    ['pagekeep search "why did the bridge fall" --answers 1', 'quote the sentence that answers'],
    ['pagekeep search timeout --domain docs.example --limit 3', 'only one site, three pages'],
    ['pagekeep search recipe --tags soup,winter --since 2026-01-01', 'pages with either tag, kept this year'],
    [`pagekeep search jaguar -car '"top speed"'`, 'without one word, with others next to each other'],
    ['pagekeep search timeout --mode keyword --json', 'words only, for a script'],
  ],
  options: {
    limit: { value: 'N', text: 'how many pages, 1 to 100 (default 10)' },
    'as-of': { value: 'DATE', text: 'in what was kept on that day or at that instant' },
    offset: { value: 'N', text: 'how many to skip' },
    tags: { value: 'A,B', text: 'only pages with any of these tags' },
    domain: { value: 'NAME', text: 'only this site' },
    language: { value: 'TAG', text: 'only this language' },
    since: { value: 'DATE', text: 'kept on this day or later' },
    until: { value: 'DATE', text: 'kept before' },
    mode: { value: 'MODE', text: 'hybrid (default), semantic or keyword' },
    answers: { value: 'N', text: 'quote the sentences that answer, up to 5, before the pages' },
    'as-typed': { text: 'do not mend the spelling of words that stand nowhere' },
  },
  words: [1, 1_000],
  minusWords: true,
  async run(call) {
    const answer = await callDaemon(findDaemon(call.config), 'search', readQuestion(call));
    const { outIsTty } = call.terminal;
    const lines = answer.results.map((found, at) => describe(found, at + 1, outIsTty));
    if (lines.length === 0) lines.push('Nothing found.');
    lines.unshift(...(answer.answers ?? []).map(sayQuote));
    call.print(answer, lines.join('\n\n'));
    if (answer.evidence?.found === false && answer.count > 0 && !call.json) call.terminal.note(NEAREST);
    if (answer.respelled !== undefined && !call.json) call.terminal.note(sayRespelled(answer.respelled));
    if (answer.notice !== undefined && !call.json) call.terminal.note(`${oneLine(answer.notice)}\n`);
    return EXIT.done;
  },
};

/** What was typed, as it was typed: the daemon says what of it cannot be. */
function readQuestion(call: Invocation): SearchRequest {
  const asked: Record<string, unknown> = {
    query: call.words.join(' '),
    limit: call.number('limit'),
    as_of: call.text('as-of'),
    offset: call.number('offset'),
    answers: call.number('answers'),
    ...(call.has('as-typed') && { respell: false }),
  };
  for (const name of ['tags', 'domain', 'language', 'since', 'until', 'mode']) asked[name] = call.text(name);
  return asked as SearchRequest;
}

const LIST = new Intl.ListFormat('en');

function sayRespelled(respelled: readonly Respelled[]): string {
  const meant = listQuoted(respelled.map(({ to }) => to));
  const typed = listQuoted(respelled.map(({ from }) => from));
  return `Searched for ${meant} instead of ${typed}; --as-typed searches as typed.\n`;
}

function listQuoted(words: readonly string[]): string {
  return LIST.format(words.map((word) => `“${oneLine(word)}”`));
}

const NEAREST = 'Nothing that is kept answers this; these pages are only the nearest.\n';

function sayQuote({ quote, title, url, jump_url, captured_at }: QuotedAnswer): string {
  const from = `${oneLine(title || url)}, ${captured_at.slice(0, 10)}`;
  return `“${oneLine(quote)}”\n    ${from}\n    ${oneLine(jump_url)}`;
}

function describe(found: FoundPassage, rank: number, bold: boolean): string {
  const indent = '    ';
  const where =
    found.heading_path.length === 0 ? '' : `${indent}${oneLine(found.heading_path.join(' › '))}\n`;
  const passage = markWords(found, bold);
  return `${String(rank).padStart(2)}. ${oneLine(found.title || found.url)}\n${indent}${oneLine(found.jump_url)}\n${where}${indent}${passage}`;
}

/** The passage on one line, words that matched in bold on a terminal. Each piece is cleaned after cutting, since highlights count in the stored text. */
function markWords({ content, highlights }: FoundPassage, bold: boolean): string {
  let at = 0;
  let marked = '';
  for (const [start, end] of highlights) {
    const word = spaced(content.slice(start, end));
    marked += spaced(content.slice(at, start)) + (bold ? `\u001B[1m${word}\u001B[22m` : word);
    at = end;
  }
  return (marked + spaced(content.slice(at))).trim();
}

function spaced(text: string): string {
  return plainCharacters(text.replaceAll(/\s+/gu, ' '));
}
