import type * as z from 'zod/mini';
import { appEndpoints } from './app-endpoints.ts';
import { clientEndpoints } from './client-endpoints.ts';
import { forgetEndpoints } from './forget-endpoints.ts';
import { pageEndpoints } from './page-endpoints.ts';
import { sessionEndpoints } from './retention-endpoints.ts';
import { versionEndpoints } from './version-endpoints.ts';
import { searchEndpoints } from './search-endpoints.ts';

/** The routes that the extension and the app's own pages ask; all of them travel in its background script, so only what they ask is here. */
export const browserEndpoints = {
  ...appEndpoints,
  ...clientEndpoints,
  ...pageEndpoints,
  ...forgetEndpoints,
  ...searchEndpoints,
  ...sessionEndpoints,
  ...versionEndpoints,
} as const;

export type BrowserEndpointName = keyof typeof browserEndpoints;
/** What the browser reads of an answer, which may hold more. */
export type BrowserResponseOf<N extends BrowserEndpointName> = z.output<
  (typeof browserEndpoints)[N]['response']
>;
