/** Where the daemon answers, as a person would type it. */
export function sayAddress({ host, port }: { readonly host: string; readonly port: number }): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
