/** Where the daemon answers, as a person would type it. */
export function sayAddress(at: {
  readonly host: string;
  readonly port: number;
  readonly secure?: boolean;
}): string {
  const host = at.host.includes(':') ? `[${at.host}]` : at.host;
  return `${at.secure === true ? 'https' : 'http'}://${host}:${at.port}`;
}
