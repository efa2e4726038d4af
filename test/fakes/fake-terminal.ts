import type { Terminal } from '../../daemon/cli/terminal.ts';

/** A terminal that keeps what was written; `input` is what stands on stdin. */
export function fakeTerminal(
  options: { env?: Record<string, string>; input?: string; tty?: boolean } = {},
): Terminal & { readonly written: { out: string; note: string } } {
  const written = { out: '', note: '' };
  return {
    written,
    env: options.env ?? {},
    outIsTty: options.tty ?? false,
    noteIsTty: options.tty ?? false,
    columns: 80,
    out: (text) => void (written.out += text),
    note: (text) => void (written.note += text),
    readInput: async () => options.input ?? '',
  };
}
