/** Counts breaking changes of the contract between extension and daemon; compared at pairing. */
export const CONTRACT_VERSION = 1;

/** Header every client of ours sends; no web page can add it without a preflight (DESIGN.md 5). */
export const CLIENT_HEADER = 'X-Pagekeep-Client';

/** Tells several sessions of one client apart: what is kept for a session ends with the one it names, at the latest when nothing was asked in it for three days. Letters, digits, `-` and `_`, at most 100. */
export const SESSION_HEADER = 'X-Pagekeep-Session';

/** Names a write, so that sending it again does it no second time. */
export const KEY_HEADER = 'Idempotency-Key';

/** The port the daemon listens on unless told otherwise. */
export const DEFAULT_PORT = 7410;
