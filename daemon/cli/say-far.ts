import type { FailureCode } from '../../shared/contract/failure.ts';
import type { DaemonLink } from './find-daemon.ts';

const UNTRUSTED = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

/** Why the Pagekeep of another host cannot be reached, with what to do about it. */
export function sayFar({ host, port }: Pick<DaemonLink, 'host' | 'port'>, error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const there = `${host}:${port}`;
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return `No computer named ${host} was found. Check PAGEKEEP_REMOTE and the network.`;
  }
  if (UNTRUSTED.has(code)) {
    return `Nobody this computer trusts signed the certificate of ${host}. If it is yours, name its file in NODE_EXTRA_CA_CERTS.`;
  }
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    return `The certificate of ${host} was made for another name. Set PAGEKEEP_REMOTE to that name.`;
  }
  if (code === 'CERT_HAS_EXPIRED') return `The certificate of ${host} has expired. Renew it there.`;
  if (code === 'EPROTO' || code.startsWith('ERR_SSL')) {
    return `${there} does not answer in HTTPS. Set PAGEKEEP_TLS_CERT and PAGEKEEP_TLS_KEY there.`;
  }
  return `The Pagekeep at ${there} does not answer. Start it there, or take PAGEKEEP_REMOTE away to use one here.`;
}

/** What a refusal means between two hosts; null where it means what it says. */
export function sayRefusedFar(
  { host, port }: Pick<DaemonLink, 'host' | 'port'>,
  code: FailureCode,
): string | null {
  if (code === 'wrong-host') {
    return `The Pagekeep at ${host}:${port} is not addressed by that name: add ${host}:${port} to PAGEKEEP_PUBLIC_HOSTS there.`;
  }
  if (code !== 'unauthorized') return null;
  return `The Pagekeep at ${host}:${port} does not know this key. Check PAGEKEEP_REMOTE_KEY.`;
}
