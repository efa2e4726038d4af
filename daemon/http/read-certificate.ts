import { X509Certificate, createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Failure } from '../failure.ts';
import type { Certificate } from './open-doors.ts';

/** Reads a certificate chain and its key from their files. Throws `bad-input` where one cannot be read or they do not fit. */
export function readCertificate(files: { readonly cert: string; readonly key: string }): Certificate {
  const cert = read(files.cert, 'PAGEKEEP_TLS_CERT', 'a certificate', (text) => new X509Certificate(text));
  const key = read(files.key, 'PAGEKEEP_TLS_KEY', 'a key without a passphrase', (text) =>
    createPrivateKey(text),
  );
  if (!cert.meaning.checkPrivateKey(key.meaning)) {
    throw new Failure(
      'bad-input',
      'PAGEKEEP_TLS_KEY is not the key of the certificate in PAGEKEEP_TLS_CERT.',
    );
  }
  return { cert: cert.text, key: key.text };
}

function read<T>(file: string, variable: string, what: string, parse: (text: string) => T) {
  try {
    const text = readFileSync(file, 'utf8');
    return { text, meaning: parse(text) };
  } catch (cause) {
    throw new Failure('bad-input', `${variable} must name a file with ${what} (PEM): ${file} is none.`, {
      cause,
    });
  }
}
