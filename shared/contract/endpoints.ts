import type * as z from 'zod/mini';
import { sweepEndpoints } from './retention-endpoints.ts';
import { archiveEndpoints } from './archive-endpoints.ts';
import { receiptEndpoints } from './forget-endpoints.ts';
import { browserEndpoints } from './browser-endpoints.ts';
import { commandEndpoints } from './command-endpoints.ts';
import { crawlEndpoints } from './crawl-endpoints.ts';
import { embedEndpoints } from './embed-endpoints.ts';
import { helpEndpoints } from './help-endpoints.ts';
import { lockEndpoints } from './lock-endpoints.ts';
import { relatedEndpoints } from './related-endpoints.ts';
import { statsEndpoints } from './stats-endpoints.ts';
import { verifyEndpoints } from './verify-endpoints.ts';

/** Every route. */
export const endpoints = {
  ...browserEndpoints,
  ...commandEndpoints,
  ...receiptEndpoints,
  ...sweepEndpoints,
  ...archiveEndpoints,
  ...crawlEndpoints,
  ...embedEndpoints,
  ...helpEndpoints,
  ...verifyEndpoints,
  ...statsEndpoints,
  ...relatedEndpoints,
  ...lockEndpoints,
} as const;

export type EndpointName = keyof typeof endpoints;
export type RequestOf<N extends EndpointName> = z.input<(typeof endpoints)[N]['request']>;
export type ResponseOf<N extends EndpointName> = z.output<(typeof endpoints)[N]['response']>;
