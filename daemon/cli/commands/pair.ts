import type { Command } from '../command.ts';
import { callDaemon } from '../call-daemon.ts';
import { EXIT } from '../exit-code.ts';
import { findDaemon } from '../find-daemon.ts';
import { groupDigits } from '../group-digits.ts';

export const pair: Command = {
  usage: 'pair',
  summary: 'Shows 8 digits that connect the browser extension.',
  examples: [['pagekeep pair', 'then type the digits into the extension within 2 minutes']],
  words: [0, 0],
  async run({ config, print }) {
    const { digits, expires_at } = await callDaemon(findDaemon(config), 'openPairing');
    print(
      { digits, expires_at },
      `${groupDigits(digits)}\n\nType these digits into the extension within 2 minutes. They work once.`,
    );
    return EXIT.done;
  },
};
