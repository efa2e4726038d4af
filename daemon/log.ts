import { closeSync, fstatSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { Failure } from './failure.ts';

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** What may stand beside an event. Errors are reduced to what helps and says nothing of a page. */
export type LogFacts = Readonly<Record<string, string | number | boolean | null | undefined | Error>>;

/** One line per event: a fixed sentence and facts. Whoever logs passes no page text; what slips through is blotted out. */
export interface Log {
  debug(event: string, facts?: LogFacts): void;
  info(event: string, facts?: LogFacts): void;
  warn(event: string, facts?: LogFacts): void;
  error(event: string, facts?: LogFacts): void;
  close(): void;
}

export interface LogOptions {
  /** Path of `pagekeep.log`, made with mode 0600. */
  readonly file: string;
  /** Lines below it are dropped. @default 'info' */
  readonly level?: LogLevel;
  /** Where each line also goes, without its time. */
  readonly stderr?: (line: string) => void;
  /** Size at which the file is put aside. @default 5 MB */
  readonly maxBytes?: number;
  readonly now?: () => Date;
}

const MAX_BYTES = 5 * 1024 * 1024;

/** Files kept in all: `pagekeep.log`, `.1` and `.2`. */
const GENERATIONS = 3;

const MAX_FACT_CHARACTERS = 200;

/** What was thrown, as an error the log can tell of. */
export function asError(cause: unknown): Error {
  return cause instanceof Error ? cause : new Error(String(cause));
}

/** Opens the log; every line goes to stderr and to the file, which is rotated before it outgrows `maxBytes`. */
export function openLog(options: LogOptions): Log {
  const now = options.now ?? (() => new Date());
  const lowest = LOG_LEVELS.indexOf(options.level ?? 'info');
  const file = openRotated(options.file, options.maxBytes ?? MAX_BYTES);
  const write =
    (level: LogLevel) =>
    (event: string, facts: LogFacts = {}) => {
      if (LOG_LEVELS.indexOf(level) < lowest) return;
      const line = `${level.padEnd(5)} ${redact(event)}${formatFacts(facts)}\n`;
      options.stderr?.(line);
      file.append(`${now().toISOString()} ${line}`);
    };
  return {
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    close: () => file.close(),
  };
}

function openRotated(path: string, maxBytes: number): { append(line: string): void; close(): void } {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  let file: number | null = openSync(path, 'a', 0o600);
  let bytes = fstatSync(file).size;
  const append = (line: string): void => {
    const size = Buffer.byteLength(line);
    try {
      if (file !== null && bytes > 0 && bytes + size > maxBytes) {
        closeSync(file);
        file = null;
        for (let age = GENERATIONS - 1; age > 0; age--) moveAside(path, age);
        file = openSync(path, 'a', 0o600);
        bytes = 0;
      }
      if (file !== null) bytes += writeSync(file, line);
    } catch {
      // A full disk must not stop the daemon because it wanted to say so; stderr has the line.
    }
  };
  const close = (): void => {
    if (file !== null) closeSync(file);
    file = null;
  };
  return { append, close };
}

function moveAside(path: string, age: number): void {
  try {
    renameSync(age === 1 ? path : `${path}.${age - 1}`, `${path}.${age}`);
  } catch {
    // That generation does not exist yet.
  }
}

function formatFacts(facts: LogFacts): string {
  return Object.entries(facts)
    .filter(([, fact]) => fact !== undefined)
    .map(([name, fact]) => ` ${name}=${formatFact(name, fact ?? null)}`)
    .join('');
}

/** Facts by these names carry secrets or a person's words, whatever they hold. */
const SECRET_NAMES =
  /(^|_)(token|key|secret|password|authorization|bearer|cookie|digits|html|markdown|text|content|title|note|query|question|url|tags|selection)$/i;

function formatFact(name: string, fact: string | number | boolean | null | Error): string {
  if (fact instanceof Error) return formatError(fact);
  if (typeof fact !== 'string') return String(fact);
  if (SECRET_NAMES.test(name)) return '(hidden)';
  return JSON.stringify(cut(redact(fact)));
}

function cut(text: string): string {
  return text.length <= MAX_FACT_CHARACTERS ? text : `${text.slice(0, MAX_FACT_CHARACTERS)}…`;
}

function formatError(error: Error): string {
  const code = 'code' in error && typeof error.code === 'string' ? ` ${error.code}` : '';
  // Parsers and SQLite quote what they stumbled over, and that may be a page: everything quoted goes.
  const said = error instanceof Failure ? error.message : error.message.replace(/["'`“‘][^]*["'`”’]/u, '…');
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /u.test(line));
  const where = error instanceof Failure ? '' : frames.slice(0, 4).join('').replaceAll(/\s+/gu, ' ');
  const cause = error.cause instanceof Error ? ` cause=${formatError(error.cause)}` : '';
  return `${JSON.stringify(`${error.name}${code}: ${cut(redact(said))}${where}`)}${cause}`;
}

/** Blots out what must never be kept in a log: bearers and keys, pairing digits, and addresses of pages (a forgotten page leaves no trace). */
function redact(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replaceAll(/\bbearer\s+\S+/giu, 'bearer (hidden)')
    .replaceAll(/\b[a-z][a-z0-9+.-]*:\/\/[^\s"'<>]+/giu, (address) =>
      isOwnDoor(address) ? address : '(address)',
    )
    .replaceAll(/[A-Za-z0-9_-]{20,}/gu, (word) =>
      /\d/u.test(word) && /[A-Za-z]/u.test(word) ? '(hidden)' : word,
    )
    .replaceAll(/\b\d{4} ?\d{4}\b/gu, '(digits)');
}

/** Our own address, without anything behind it, is worth reading. `file:` addresses are those of stack frames. */
function isOwnDoor(address: string): boolean {
  return (
    /^http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d+)?\/?$/u.test(address) || address.startsWith('file:///')
  );
}
