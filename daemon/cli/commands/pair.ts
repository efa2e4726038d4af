import type { Command } from '../command.ts';
import { browserDoor } from '../browser-door.ts';
import { callDaemon } from '../call-daemon.ts';
import { EXIT } from '../exit-code.ts';
import { findDaemon } from '../find-daemon.ts';
import { sayInvitation } from '../say-invitation.ts';

export const pair: Command = {
  usage: 'pair',
  summary: 'Shows a link and 8 digits; either connects a browser.',
  examples: [['pagekeep pair', 'then open the link in the browser, or type the digits into the extension']],
  words: [0, 0],
  async run({ config, print }) {
    const daemon = findDaemon(config);
    const opened = await callDaemon(daemon, 'openPairing');
    const { pairing, lines } = sayInvitation(opened, browserDoor(config));
    print(pairing, lines);
    return EXIT.done;
  },
};
