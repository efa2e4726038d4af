import * as z from 'zod/mini';

const sessionShape = z.object({ client_id: z.string(), token: z.string() });

/** The bearer of a page that the app serves. It ends with the tab: the next one needs a link of its own. */
export type Session = z.infer<typeof sessionShape>;

const KEY = 'pagekeep-session';

/** The kept session; null while not connected. */
export function readSession(): Session | null {
  try {
    return sessionShape.safeParse(JSON.parse(sessionStorage.getItem(KEY) ?? 'null')).data ?? null;
  } catch {
    return null;
  }
}

/** Keeps the session as long as the tab lives, reloads included. */
export function keepSession({ client_id, token }: Session): void {
  sessionStorage.setItem(KEY, JSON.stringify({ client_id, token }));
}

/** Forgets the bearer in this tab. */
export function dropSession(): void {
  sessionStorage.removeItem(KEY);
}
