import type { Command } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { checkHealth } from '../check-health.ts';
import { oneLine } from '../plain-characters.ts';

export const doctor: Command = {
  usage: 'doctor',
  summary: 'Looks at everything Pagekeep leans on and says what to do about what is wrong.',
  examples: [
    ['pagekeep doctor', 'one line a part; exit code 1 when something is broken'],
    ['pagekeep doctor --json', 'the same for a report'],
  ],
  words: [0, 0],
  async run({ config, terminal, print }) {
    const findings = await checkHealth(config, terminal.env);
    const lines = findings.map(({ part, state, finding, next }) => {
      const advice = next === undefined ? '' : `\n${' '.repeat(25)}${oneLine(next)}`;
      return `${state.padEnd(9)}  ${part.padEnd(12)}  ${oneLine(finding)}${advice}`;
    });
    const broken = findings.filter(({ state }) => state === 'broken').length;
    print({ findings, broken }, lines.join('\n'));
    return broken === 0 ? EXIT.done : EXIT.failed;
  },
};
