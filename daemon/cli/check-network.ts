import { isLoopback } from '../config.ts';
import type { Config } from '../config.ts';
import { callDaemon } from './call-daemon.ts';
import type { Finding } from './check-health.ts';
import { findDaemon } from './find-daemon.ts';
import { sayAddress } from './say-address.ts';

/** Whether other computers can reach this one, and whether they would get in. */
export function checkHost({ host, apiKey, publicHosts, tls }: Config): Finding {
  const part = 'host';
  if (isLoopback(host)) return { part, state: 'ok', finding: `${host}: only this computer` };
  const guarded = apiKey === null ? 'without a key' : 'with a key';
  const finding = `${host}: open to other computers, ${guarded}`;
  const unnamed = publicHosts.length === 0;
  const next = [
    ...(unnamed
      ? ['Nobody gets in there before PAGEKEEP_PUBLIC_HOSTS says its name, such as home.example:7410.']
      : []),
    ...(tls === null
      ? ['Put a proxy with TLS in front, or set PAGEKEEP_TLS_CERT and PAGEKEEP_TLS_KEY.']
      : []),
  ];
  return { part, state: 'attention', finding, ...(next.length > 0 && { next: next.join(' ') }) };
}

/** In client mode, whether the Pagekeep of the other computer answers and knows the key. */
export async function checkRemote(config: Config): Promise<Finding[]> {
  if (config.remote === null) return [];
  const part = 'remote';
  const where = sayAddress(config.remote);
  try {
    const { version } = await callDaemon(findDaemon(config), 'health');
    if (version !== undefined)
      return [{ part, state: 'ok', finding: `${where} answers, version ${version}` }];
    const next = 'Check PAGEKEEP_REMOTE_KEY.';
    return [{ part, state: 'broken', finding: `${where} answers and does not know this key`, next }];
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    return [{ part, state: 'broken', finding: `${where} cannot be used`, next: said }];
  }
}
