import { oneLine } from './plain-characters.ts';
import { sayBytes } from './say-bytes.ts';
import type { Terminal } from './terminal.ts';

export interface Progress {
  /** `total` null: how much there is in all is unknown. */
  update(label: string, done: number, total: number | null, unit?: 'bytes'): void;
  /** Takes the bar away so that a line can be written in its place. */
  clear(): void;
}

/** Width of the bar itself, in columns. */
const BAR = 24;

/** Shows how far long work has come, on stderr: a bar drawn over itself on a terminal, else a plain line per tenth. */
export function openProgress(terminal: Terminal): Progress {
  return terminal.noteIsTty ? drawnBar(terminal) : plainLines(terminal);
}

function drawnBar(terminal: Terminal): Progress {
  let drawn = '';
  return {
    update(label, done, total, unit) {
      const part = total === null || total === 0 ? null : Math.min(1, done / total);
      const bar = part === null ? '' : `${'█'.repeat(Math.round(part * BAR)).padEnd(BAR, '░')} `;
      const line = `${bar}${say(label, done, total, unit)}`.slice(0, terminal.columns - 1);
      if (line === drawn) return;
      terminal.note(`\r\u001B[K${line}`);
      drawn = line;
    },
    clear() {
      if (drawn !== '') terminal.note('\r\u001B[K');
      drawn = '';
    },
  };
}

function plainLines(terminal: Terminal): Progress {
  const said = new Map<string, number>();
  return {
    update(label, done, total, unit) {
      const tenth = total === null || total === 0 ? 0 : Math.floor((done / total) * 10);
      if (said.get(label) === tenth) return;
      said.set(label, tenth);
      terminal.note(`${say(label, done, total, unit)}\n`);
    },
    clear() {},
  };
}

function say(label: string, done: number, total: number | null, unit?: 'bytes'): string {
  const size = unit === 'bytes' ? sayBytes : String;
  return `${oneLine(label)} ${size(done)}${total === null ? '' : ` of ${size(total)}`}`;
}
