import type { Page } from '../ingest/page.ts';
export type Shown = Page;
