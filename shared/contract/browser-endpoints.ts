import type * as z from 'zod/mini';
import { backgroundEndpoints } from './background-endpoints.ts';
import { clientEndpoints } from './client-endpoints.ts';
import { listingEndpoints } from './listing-endpoints.ts';
import { versionEndpoints } from './version-endpoints.ts';

/** The routes that the extension's own pages and those of the app ask. */
export const browserEndpoints = {
  ...backgroundEndpoints,
  ...clientEndpoints,
  ...listingEndpoints,
  ...versionEndpoints,
} as const;

export type BrowserEndpointName = keyof typeof browserEndpoints;
/** What the browser reads of an answer, which may hold more. */
export type BrowserResponseOf<N extends BrowserEndpointName> = z.output<
  (typeof browserEndpoints)[N]['response']
>;
