import { appEndpoints } from './app-endpoints.ts';
import { forgetEndpoints } from './forget-endpoints.ts';
import { pageEndpoints } from './page-endpoints.ts';
import { sessionEndpoints } from './retention-endpoints.ts';
import { searchEndpoints } from './search-endpoints.ts';

/** The routes that the extension's background asks, for itself and for the popup; all of them travel in its script, so only what they ask is here. */
export const backgroundEndpoints = {
  ...appEndpoints,
  ...pageEndpoints,
  ...forgetEndpoints,
  ...searchEndpoints,
  ...sessionEndpoints,
} as const;
