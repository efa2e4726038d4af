import type * as z from 'zod/mini';
import { appEndpoints } from './app-endpoints.ts';
import { pageEndpoints } from './page-endpoints.ts';
import { searchEndpoints } from './search-endpoints.ts';

/** Every route both sides know. */
export const endpoints = { ...appEndpoints, ...pageEndpoints, ...searchEndpoints } as const;

export type EndpointName = keyof typeof endpoints;
export type RequestOf<N extends EndpointName> = z.input<(typeof endpoints)[N]['request']>;
export type ResponseOf<N extends EndpointName> = z.output<(typeof endpoints)[N]['response']>;
