import type { VerifyReport } from '../../../shared/contract/verify-endpoints.ts';
import { verifyFiles } from '../../archive/verify-memory.ts';
import { callDaemon } from '../call-daemon.ts';
import type { Command, Invocation } from '../command.ts';
import { readDaemonRecord } from '../daemon-record.ts';
import { EXIT } from '../exit-code.ts';
import { findDaemon } from '../find-daemon.ts';
import { oneLine } from '../plain-characters.ts';
import { sayCount } from '../say-count.ts';

/** A hundred thousand passages are read in a minute or two. */
const PATIENCE_MS = 3_600_000;
/** Damage may be everywhere; the first of it says enough. */
const LISTED = 20;

export const verify: Command = {
  usage: 'verify',
  summary: 'Reads all that is kept and says whether any bit of it has changed by itself.',
  examples: [
    ['pagekeep verify', 'exit code 0 when all is as it was kept, 1 when not'],
    ['pagekeep verify --json', 'the same for a script'],
    ['pagekeep restore FILE', 'brings back what is damaged from a backup'],
  ],
  words: [0, 0],
  async run(call) {
    const report = await ask(call);
    call.print(report, sayReport(report).join('\n'));
    return report.sound ? EXIT.done : EXIT.failed;
  },
};

/** A memory that Pagekeep does not open any more can be looked at all the same. */
function ask({ config }: Invocation): Promise<VerifyReport> {
  const isOpen = readDaemonRecord(config.dataDir) !== null || config.apiKey !== null;
  if (!isOpen) return verifyFiles(config.dataDir, Date.now);
  return callDaemon(findDaemon(config), 'verify', {}, undefined, PATIENCE_MS);
}

function sayReport(report: VerifyReport): string[] {
  const { sound, mended, seconds, pages_db, index_db, index_in_memory } = report;
  if (sound) return [`All is as it was kept, read in ${seconds} s.`];
  return [
    ...sayPages(pages_db),
    ...sayIndex('index.db', index_db),
    ...sayIndex('The index in memory', index_in_memory),
    ...(index_db === null && pages_db.structure.length > 0
      ? ['The index was not compared: it follows from pages.db.']
      : []),
    ...(isIndexOdd(index_db) || isIndexOdd(index_in_memory)
      ? [
          mended
            ? 'The index was made right from pages.db.'
            : 'The next start makes the index right from pages.db.',
        ]
      : []),
  ];
}

function sayPages({ structure, damaged_rows, pages }: VerifyReport['pages_db']): string[] {
  if (structure.length === 0 && damaged_rows === 0) return ['pages.db is as it was kept.'];
  const lines = [
    ...structure.map((line) => `  ${oneLine(line)}`),
    ...pages.map(
      ({ page_id, url, parts }) =>
        `  page ${page_id}  ${oneLine(url ?? '(its address is damaged)')}  ${parts.join(', ')}`,
    ),
  ];
  const more = lines.length > LISTED ? [`  and ${lines.length - LISTED} more; --json lists all`] : [];
  const what =
    structure.length > 0
      ? 'pages.db is damaged'
      : `${sayCount(damaged_rows, 'row')} of pages.db changed by themselves and are not shown`;
  return [
    `${what}:`,
    ...lines.slice(0, LISTED),
    ...more,
    'Bring it back from a backup: pagekeep restore FILE. Those there are: pagekeep backup --list',
  ];
}

function sayIndex(name: string, report: VerifyReport['index_db']): string[] {
  if (report === null || !isIndexOdd(report)) return [];
  if (report.structure.length > 0)
    return [`${name} is damaged: ${report.structure.slice(0, 3).map(oneLine).join('; ')}`];
  return [`${name} differs from what is kept in ${sayCount(report.pages.length, 'page')}.`];
}

function isIndexOdd(report: VerifyReport['index_db']): boolean {
  return report !== null && (report.structure.length > 0 || report.pages.length > 0);
}
