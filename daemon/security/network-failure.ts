import { Failure } from '../failure.ts';

const SENTENCES: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'The site refused the connection.',
  ECONNRESET: 'The site broke off the connection.',
  EHOSTUNREACH: 'The site could not be reached.',
  ENETUNREACH: 'The network could not be reached.',
  ETIMEDOUT: 'The site did not answer.',
};

/** Says in one sentence why a request failed: `fetch-failed`, unless it is a `Failure` already. */
export function networkFailure(cause: unknown): Failure {
  if (cause instanceof Failure) return cause;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const isCertificate = /CERT|SELF_SIGNED|ALTNAME|ISSUER|UNABLE_TO_VERIFY/.test(code);
  const fallback = isCertificate
    ? 'The certificate of the site is not valid.'
    : 'The site could not be read.';
  return new Failure('fetch-failed', SENTENCES[code] ?? fallback, { cause });
}
