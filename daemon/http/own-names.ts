/** The names under which this daemon is addressed: accepted `Host` values and own origins. */
export interface OwnNames {
  readonly hosts: ReadonlySet<string>;
  readonly origins: ReadonlySet<string>;
}

/**
 * Loopback's three names with the port, and the configured `host[:port]` names as they are. A configured name may stand
 * behind a proxy that speaks TLS, so its https origin is own as well.
 */
export function ownNames(port: number, publicHosts: readonly string[]): OwnNames {
  const loopback = ['127.0.0.1', 'localhost', '[::1]'].flatMap((name) =>
    port === 80 ? [name, `${name}:80`] : [`${name}:${port}`],
  );
  const configured = publicHosts.map((host) => host.toLowerCase());
  return {
    hosts: new Set([...loopback, ...configured]),
    origins: new Set([
      ...loopback.map((host) => `http://${host}`),
      ...configured.flatMap((host) => [`http://${host}`, `https://${host}`]),
    ]),
  };
}
