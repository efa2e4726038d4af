import type { BenchReport, BenchRow } from './bench-report.ts';

/** Whether a figure reaches what was asked; null where nothing was. */
export function meetsBar({ ours, bar }: BenchRow): boolean | null {
  if (bar === undefined) return null;
  return 'atLeast' in bar ? ours >= bar.atLeast : ours <= bar.atMost;
}

/** Prints a report as a table, figures to four digits, columns that nothing uses left out. */
export function printReport({ peer, rows, notes = [] }: BenchReport): void {
  const table = [['', 'ours', peer ?? 'peer', 'ratio', 'asked'], ...rows.map(cells)];
  const used = [0, 1, 2, 3, 4].filter((column) => table.some((line, i) => i > 0 && line[column] !== ''));
  const width = (column: number): number => Math.max(...table.map((line) => line[column]?.length ?? 0));
  for (const line of table) {
    console.log(used.map((column) => padded(line[column] ?? '', width(column), column === 0)).join('  '));
  }
  for (const note of notes) console.log(note);
}

function cells(row: BenchRow): string[] {
  const ratio = row.ratio === undefined ? '' : `${short(row.ratio)} ×`;
  return [row.figure, short(row.ours), row.peer === undefined ? '' : short(row.peer), ratio, asked(row)];
}

function asked(row: BenchRow): string {
  if (row.bar === undefined) return '';
  const bar = 'atLeast' in row.bar ? `≥ ${row.bar.atLeast}` : `≤ ${row.bar.atMost}`;
  return `${bar} ${meetsBar(row) === true ? 'met' : 'missed'}`;
}

function short(value: number): string {
  return Math.abs(value) >= 1000
    ? Math.round(value).toLocaleString('en')
    : String(Number(value.toPrecision(4)));
}

function padded(cell: string, width: number, left: boolean): string {
  return left ? cell.padEnd(width) : cell.padStart(width);
}
