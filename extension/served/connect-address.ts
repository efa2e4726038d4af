/** What stands behind the `#`: the code that the app put there, or how far the extension says it has come. */
export type ConnectAddress =
  | { readonly code: string }
  | { readonly said: 'opened' | 'connected' | 'known' }
  | null;

/** Reads the fragment of the served connect page; null when it holds neither. */
export function readConnectAddress(fragment: string): ConnectAddress {
  const words = fragment.replace(/^#/u, '');
  if (words === 'opened' || words === 'connected' || words === 'known') return { said: words };
  return /^[\w-]{22,64}$/u.test(words) ? { code: words } : null;
}
