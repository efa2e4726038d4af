import { Failure } from '../../failure.ts';
import type { Command } from '../command.ts';
import { COMPLETIONS } from '../completion-scripts.ts';
import type { Completed } from '../completion-scripts.ts';
import { EXIT } from '../exit-code.ts';

export const completion: Command = {
  usage: 'completion bash | zsh | fish',
  summary: 'Prints a script that lets your shell complete commands and options.',
  examples: [
    ['pagekeep completion bash > ~/.local/share/bash-completion/completions/pagekeep', 'for bash'],
    ['pagekeep completion zsh > "${fpath[1]}/_pagekeep"', 'for zsh'],
    ['pagekeep completion fish > ~/.config/fish/completions/pagekeep.fish', 'for fish'],
  ],
  words: [1, 1],
  async run({ words, loadCommands, print }) {
    const write = Object.entries(COMPLETIONS).find(([shell]) => shell === words[0])?.[1];
    if (write === undefined) throw new Failure('bad-input', `Usage: pagekeep ${completion.usage}.`);
    const script = write((await loadCommands()).map(completed));
    print({ shell: words[0], script }, script.trimEnd());
    return EXIT.done;
  },
};

/** What may follow a verb, read from its usage: words in small letters are typed as they are. */
function completed({ usage, summary, options }: Command): Completed {
  const [name = '', ...rest] = usage.split(' ');
  const ways = rest.join(' ').replaceAll(/[[\]]/g, '').split('|');
  const deeds = ways.map((way) => way.trim().split(' ', 1)[0] ?? '').filter((word) => /^[a-z-]+$/.test(word));
  return {
    name,
    summary,
    deeds,
    options: Object.entries(options ?? {}).map(([option, { value, text }]) => ({ option, value, text })),
  };
}
