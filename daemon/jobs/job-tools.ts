import type { Config } from '../config.ts';
import type { FetchWeb } from '../crawl/fetch-web.ts';
import type { Crawl4ai } from '../crawl/crawl4ai.ts';
import type { HostPace } from '../crawl/host-pace.ts';
import type { Renderer } from '../crawl/renderer.ts';
import type { Robots } from '../crawl/robots.ts';
import type { Embedder } from '../embed/embedder.ts';
import type { IngestTools } from '../ingest/ingest-page.ts';
import type { QuestionsFirst } from './questions-first.ts';

/** What long work needs of the house. */
export interface JobTools extends IngestTools {
  readonly fetchWeb: FetchWeb;
  readonly crawl4ai: Crawl4ai;
  /** The model; null until it is loaded. */
  readonly embedder: () => Embedder | null;
  /** Hosts that may be internal are one's own and need no pause between two requests. */
  readonly config: Pick<Config, 'allowHosts' | 'maxConcurrentCrawls'>;
  /** Gets what no page can be blamed for. */
  readonly report: (line: string, cause: unknown) => void;
}

/** The same with what all jobs share. */
export interface SharedTools extends JobTools {
  readonly pace: HostPace;
  readonly questions: QuestionsFirst;
  readonly robots: Robots;
  readonly renderers: Readonly<Record<'fetch' | 'crawl4ai', Renderer>>;
  /** Called whenever something of a job has changed. */
  readonly changed: (jobId: string) => void;
}
