/** One verb as a shell needs to know it. */
export interface Completed {
  readonly name: string;
  readonly summary: string;
  /** Words that may follow at once. */
  readonly deeds: readonly string[];
  readonly options: readonly {
    readonly option: string;
    /** The word that stands for its value; undefined: it takes none. */
    readonly value: string | undefined;
    readonly text: string;
  }[];
}

const COMMON = ['--json', '--data-dir', '--help'];

/** The script of each shell, made of the table of commands. Its texts are ours, so that nothing has to be escaped but quotes. */
export const COMPLETIONS: Readonly<Record<string, (commands: readonly Completed[]) => string>> = {
  bash,
  zsh,
  fish,
};

const flags = ({ options }: Completed): string[] => [
  ...options.map(({ option }) => `--${option}`),
  ...COMMON,
];

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

const described = (name: string, text: string): string => quoted(`${name}:${text.replaceAll(':', '\\:')}`);

function bash(commands: readonly Completed[]): string {
  const cases = commands.map(
    (one) => `    ${one.name}) words=${quoted([...one.deeds, ...flags(one)].join(' '))} ;;`,
  );
  return `_pagekeep() {
  local words
  case "\${COMP_WORDS[1]}" in
${cases.join('\n')}
  esac
  [ "$COMP_CWORD" -eq 1 ] && words=${quoted(commands.map(({ name }) => name).join(' '))}
  COMPREPLY=($(compgen -W "$words" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _pagekeep pagekeep
`;
}

function zsh(commands: readonly Completed[]): string {
  const cases = commands.map((one) => {
    const words = [
      ...one.deeds.map((deed) => described(deed, one.summary)),
      ...one.options.map(({ option, text }) => described(`--${option}`, text)),
      ...COMMON.map(quoted),
    ];
    return `    ${one.name}) candidates=(${words.join(' ')}) ;;`;
  });
  return `#compdef pagekeep
_pagekeep() {
  local -a candidates
  local -a commands
  commands=(
${commands.map(({ name, summary }) => `    ${described(name, summary)}`).join('\n')}
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  case "$words[2]" in
${cases.join('\n')}
  esac
  _describe option candidates || _files
}
compdef _pagekeep pagekeep
`;
}

function fish(commands: readonly Completed[]): string {
  const lines = commands.flatMap(({ name, summary, deeds, options }) => [
    `complete -c pagekeep -n __fish_use_subcommand -a ${name} -d ${quoted(summary)}`,
    ...deeds.map((deed) => `complete -c pagekeep -n '__fish_seen_subcommand_from ${name}' -a ${deed}`),
    ...options.map(
      ({ option, value, text }) =>
        `complete -c pagekeep -n '__fish_seen_subcommand_from ${name}' -l ${option}${value === undefined ? '' : ' -r'} -d ${quoted(text)}`,
    ),
  ]);
  const common = ['json', 'help'].map((option) => `complete -c pagekeep -l ${option}`);
  return `${[...lines, ...common, 'complete -c pagekeep -l data-dir -r'].join('\n')}\n`;
}
