/**
 * Four digits that follow from a pairing code and do not give it away. The terminal and the connect page both show them,
 * so that a person sees that the page was opened by the app they started, and not by some other page.
 */
export async function checkNumber(code: string): Promise<string> {
  const bytes = new TextEncoder().encode(`pagekeep check number ${code}`);
  const digest = new DataView(await crypto.subtle.digest('SHA-256', bytes));
  return String(digest.getUint32(0) % 10_000).padStart(4, '0');
}
