import { browserDoor } from '../browser-door.ts';
import { callDaemon } from '../call-daemon.ts';
import type { Command } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { findDaemon } from '../find-daemon.ts';
import { openLink } from '../open-link.ts';
import { pageLink } from '../page-link.ts';

export const open: Command = {
  usage: 'open',
  summary: 'Opens the library in your browser, or prints its one-time link.',
  examples: [
    ['pagekeep open', 'look through everything remembered'],
    ['pagekeep open --no-open', 'print the link only; it works once, for 2 minutes'],
  ],
  options: { 'no-open': { text: 'print the link only' } },
  words: [0, 0],
  async run(call) {
    const daemon = findDaemon(call.config);
    const { code, expires_at } = await callDaemon(daemon, 'openPairing');
    const link = pageLink(browserDoor(call.config), 'library', code);
    const opened = openLink(call, link);
    call.print(
      { link, expires_at, opened },
      `${link}\n\nThe link works once, for 2 minutes. It replaces any code shown before.`,
    );
    return EXIT.done;
  },
};
