import type { Messages } from '../messages.ts';

/** Asks the extension's background one thing; handed to every screen, so that screens know no browser. */
export type Ask = <N extends keyof Messages>(name: N, request: Messages[N][0]) => Promise<Messages[N][1]>;
