import type { FetchedBody } from '../security/guarded-fetch.ts';

/** The guarded way out, as this room needs it. */
export type FetchWeb = (
  url: string,
  limits: {
    /** @default any type */
    accept?: string;
    maxBytes: number;
    deadlineMs: number;
    headers?: Readonly<Record<string, string>>;
    followRedirects?: boolean;
    signal?: AbortSignal;
    /** Throws where the address, or one that a redirect leads to, must not be asked for. */
    checkUrl?: (url: string) => void;
  },
) => Promise<FetchedBody>;
