import { browserDoor } from './browser-door.ts';
import { callDaemon } from './call-daemon.ts';
import type { Invocation } from './command.ts';
import { EXIT } from './exit-code.ts';
import type { ExitCode } from './exit-code.ts';
import { findDaemon } from './find-daemon.ts';
import { openLink } from './open-link.ts';
import { sayAddress } from './say-address.ts';
import { sayInvitation } from './say-invitation.ts';
import { spawnDaemon } from './spawn-daemon.ts';

/** Starts the daemon in a process of its own and returns as soon as it answers. */
export async function startDetached(call: Invocation): Promise<ExitCode> {
  const { config } = call;
  const typed = call.typed.filter(
    (word) => word !== '--detach' && word !== '--from-checkout' && word !== '--json',
  );
  const { pid } = await spawnDaemon(config.dataDir, typed);
  const link = findDaemon(config);
  const door = browserDoor(config);
  const said = { address: sayAddress(door), pid };
  const running = `Pagekeep runs on ${said.address} (pid ${pid}). Stop it with: pagekeep stop`;
  if ((await callDaemon(link, 'health')).locked === true) {
    const locked = 'The memory is locked. Unlock it: pagekeep memory unlock';
    call.print({ ...said, pairing: null, locked: true }, `${running}\n\n${locked}`);
    return EXIT.done;
  }
  // The browser that the child opens is using a code of its own, which a new one would replace.
  if (call.has('browser')) {
    call.print({ ...said, pairing: null }, running);
    return EXIT.done;
  }
  const { pairing, lines } = sayInvitation(await callDaemon(link, 'openPairing'), door);
  call.print({ ...said, pairing }, `${running}\n\n${lines}`);
  openLink(call, pairing.link);
  return EXIT.done;
}
