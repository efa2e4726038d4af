import type { Terminal } from '../../daemon/cli/terminal.ts';

export interface FakeTerminal {
  readonly env?: Record<string, string>;
  /** What stands on stdin. */
  readonly input?: string;
  readonly tty?: boolean;
  /** What a person types when asked, one after the other. */
  readonly secrets?: string[];
  readonly platform?: string;
  readonly run?: Terminal['run'];
}

/** A terminal that keeps what was written, and of whose system no program is there unless given. */
export function fakeTerminal(
  options: FakeTerminal = {},
): Terminal & { readonly written: { out: string; note: string } } {
  const written = { out: '', note: '' };
  return {
    written,
    platform: options.platform ?? 'linux',
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
    run:
      options.run ??
      (async (program) => {
        throw new Error(`${program} does not run here`);
      }),
  };
}
