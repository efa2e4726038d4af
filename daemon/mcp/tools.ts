import { CRAWL_TOOLS } from './crawl-tools.ts';
import { KEEPING_TOOLS } from './keeping-tools.ts';
import { MEMORY_TOOLS } from './memory-tools.ts';
import { READ_PAGE } from './read-page-tool.ts';
import type { Tool } from './tool.ts';

/** Every tool, in the order clients see them. */
export const TOOLS: readonly Tool[] = [...MEMORY_TOOLS, READ_PAGE, ...KEEPING_TOOLS, ...CRAWL_TOOLS];
