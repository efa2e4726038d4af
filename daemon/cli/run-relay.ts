import type { Config } from '../config.ts';
import { awaitSignals } from './await-signals.ts';
import { callDaemon } from './call-daemon.ts';
import type { Invocation } from './command.ts';
import { EXIT } from './exit-code.ts';
import type { ExitCode } from './exit-code.ts';
import { explainTaken } from './explain-taken.ts';
import { findDaemon } from './find-daemon.ts';
import { openLink } from './open-link.ts';
import { sayAddress } from './say-address.ts';
import { sayInvitation } from './say-invitation.ts';

/** Passes on what the browser of this computer asks to the Pagekeep of another one, until a signal ends it. */
export async function runRelay(call: Invocation, remote: NonNullable<Config['remote']>): Promise<ExitCode> {
  const { config } = call;
  const link = findDaemon(config);
  const opened = await callDaemon(link, 'openPairing');
  const { openRelay } = await import('../relay.ts');
  const passage = await openRelay(config, remote).catch((error: unknown) => {
    throw explainTaken(error, config.port);
  });
  const signals = awaitSignals();
  const here = { host: '127.0.0.1', port: passage.port };
  const { pairing, lines } = sayInvitation(opened, here);
  call.print(
    { address: sayAddress(here), pid: process.pid, remote: sayAddress(remote), pairing },
    `The browser of this computer reaches the Pagekeep at ${sayAddress(remote)} by ${sayAddress(here)}\n\n${lines}\n\nCtrl-C stops it.`,
  );
  openLink(call, pairing.link);
  await signals.first;
  await passage.close();
  return EXIT.done;
}
