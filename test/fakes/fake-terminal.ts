import type { Terminal } from '../../daemon/cli/terminal.ts';

/** A terminal that keeps what was written; `input` is what stands on stdin, `secrets` what a person types when asked, one after the other. */
export function fakeTerminal(
  options: { env?: Record<string, string>; input?: string; tty?: boolean; secrets?: string[] } = {},
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
    readSecret: async (prompt) => {
      written.note += prompt;
      return options.secrets?.shift() ?? null;
    },
  };
}
