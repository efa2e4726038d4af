import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { openHouse } from '../attacks/open-house.ts';
import type { OpenHouse } from '../attacks/open-house.ts';
import { temporaryFolder } from './temporary-folder.ts';

const tls = (file: string): string => fileURLToPath(new URL(`../fixtures/tls/${file}`, import.meta.url));

/** Made out to home.example, by nobody that anyone trusts. */
const CERTIFICATE = tls('home.cert.pem');

/** Lets a Node process find home.example on this computer, as a home network's name server would. */
const FINDS_HOME = `--import data:text/javascript,${encodeURIComponent(
  `import dns from 'node:dns'; const real = dns.lookup; dns.lookup = (name, ...more) => real(name === 'home.example' ? '127.0.0.1' : name, ...more);`,
)}`;

/** The whole daemon behind TLS, addressed as home.example; closed with the test. `env` sets what else a person can set. */
export async function openHouseWithName(
  env: Readonly<Record<string, string>> = {},
  flags: Record<string, boolean> = {},
): Promise<OpenHouse> {
  const port = await freePort();
  const house = await openHouse(
    temporaryFolder(),
    {
      PAGEKEEP_PORT: String(port),
      PAGEKEEP_PUBLIC_HOSTS: `home.example:${port}`,
      PAGEKEEP_TLS_CERT: CERTIFICATE,
      PAGEKEEP_TLS_KEY: tls('home.key.pem'),
      ...env,
    },
    flags,
  );
  onTestFinished(() => house.close());
  return house;
}

/** What another computer is set up with to use that house. */
export function awayFromHome({ port }: OpenHouse): Record<string, string> {
  return {
    PAGEKEEP_DATA_DIR: temporaryFolder(),
    PAGEKEEP_REMOTE: `https://home.example:${port}`,
    PAGEKEEP_REMOTE_KEY: 'key-of-the-house',
    IS_SERVER: 'false',
    NODE_EXTRA_CA_CERTS: CERTIFICATE,
    NODE_OPTIONS: FINDS_HOME,
    CI: 'true',
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => void server.close(resolve));
  return port;
}
