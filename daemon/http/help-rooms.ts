import type * as z from 'zod/mini';
import type { Endpoint } from '../../shared/contract/endpoint.ts';
import { endpoints } from '../../shared/contract/endpoints.ts';
import type { EndpointName } from '../../shared/contract/endpoints.ts';
import type { Embedder } from '../embed/embedder.ts';
import type { SearchIndex } from '../index/search-index.ts';
import type { Publisher } from '../ingest/publish-page.ts';
import type { JobQueue } from '../jobs/job-queue.ts';
import { countMemory } from '../store/count-memory.ts';
import type { Store } from '../store/open-store.ts';
import { ROUTE_WORDS } from './route-words.ts';
import type { Rooms } from './rooms.ts';

interface HelpHouse {
  readonly version: string;
  readonly store: Store;
  readonly index: SearchIndex;
  readonly publisher: Publisher;
  readonly jobs: JobQueue;
  readonly model: () => { readonly embedder: Embedder | null };
}

/** A value for every field that a request cannot do without. */
const EXAMPLES: Readonly<Record<string, unknown>> = {
  url: 'https://example.org/',
  urls: ['https://example.org/'],
  html: '<h1>Bread</h1><p>Yeast makes the dough rise.</p>',
  query: 'why does bread rise',
  pattern: '*.social.example',
  name: 'backup script',
  from: ['recipe', 'recipes'],
  into: 'recipes',
  text: 'Yeast makes the dough rise.',
  texts: ['Yeast makes the dough rise.'],
  input: 'Yeast makes the dough rise.',
  format: 'jsonl',
  client_id: 'as listed by /api/v1/tokens',
  item_id: 1,
  message: 'The page did not open.',
  passphrase: 'as the person has chosen it',
  id: 1,
  n: 1,
};

/** Pages have numbers; jobs and receipts have ids that are text. */
const TEXT_ID = '0b9f3c52-3d0e-4d39-9f4e-2d3a7c1e5b60';

/** Where the required fields alone ask for nothing. */
const FULLER: Partial<Record<EndpointName, Record<string, unknown>>> = {
  pair: { digits: '12345678', name: 'Library page' },
  editPage: { id: 1, note: 'Read again before Sunday.' },
  editToken: { client_id: 'as listed by /api/v1/tokens', scopes: ['read'] },
  forgetMany: { domain: 'example.org', dry_run: true },
  suggestTags: { url: 'https://example.org/' },
  testBlocked: { url: 'https://example.org/' },
  importPages: {
    content: '{"url": "https://example.org/", "title": "Bread", "markdown": "Yeast makes the dough rise."}',
  },
  recrawl: { all: true, dry_run: true },
};

/** What can be asked here, and how the parts are doing. */
export function helpRooms(house: HelpHouse): Pick<Rooms, 'help' | 'status'> {
  return {
    help: async () => ({
      tools: (Object.keys(endpoints) as EndpointName[]).map((name) => {
        const { method, path, scope, request }: Endpoint = endpoints[name];
        return {
          name,
          description: ROUTE_WORDS[name],
          method,
          path,
          scope,
          example: FULLER[name] ?? exampleOf(request),
        };
      }),
      api_info: { version: house.version, documentation: '/docs', openapi: '/openapi.json' },
    }),
    async status() {
      const { store, index, jobs, publisher } = house;
      const { embedder } = house.model();
      const [{ pages }, { pending_changes }, crawl4ai, running, waiting] = await Promise.all([
        countMemory(store),
        index.metrics(),
        jobs.tools.crawl4ai.state(),
        jobs.stalled.listIds('running'),
        jobs.stalled.listIds('waiting'),
      ]);
      return {
        components: {
          store: { ready: true, pages },
          index: { ready: true, pending_sync: pending_changes },
          embedder: { ready: embedder !== null, model: embedder?.model ?? null, ...publisher.counts() },
          crawl4ai,
          jobs: { running: running.length, waiting: waiting.length },
        },
      };
    },
  };
}

/** The required fields alone, each with a value that is taken. */
function exampleOf(request: z.ZodMiniType): Record<string, unknown> {
  const { def } = request as { def: { shape?: Readonly<Record<string, z.ZodMiniType>> } };
  const required = Object.entries(def.shape ?? {}).filter(([, field]) => !isOptional(field));
  return Object.fromEntries(
    required.map(([name, field]) => [
      name,
      typeOf(field) === 'string' && name === 'id' ? TEXT_ID : EXAMPLES[name],
    ]),
  );
}

function isOptional(field: z.ZodMiniType): boolean {
  return typeOf(field) === 'optional';
}

function typeOf(field: z.ZodMiniType): string {
  return (field as { def: { type: string } }).def.type;
}
