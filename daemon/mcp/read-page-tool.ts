import * as z from 'zod/mini';
import { plainText, url, wholeNumber } from '../../shared/contract/fields.ts';
import { listedPage } from '../../shared/contract/page.ts';
import type { ListedPage } from '../../shared/contract/page.ts';
import { Failure } from '../failure.ts';
import type { AgentDaemon, Asking } from './agent-daemon.ts';
import { isInstructionLike } from '../../shared/page/instruction-like.ts';
import { quote } from './say-pages.ts';
import { tool } from './tool.ts';

/** A part of a page that is handed out at once, in characters: a third of what agents take. */
const PART_CHARACTERS = 12_000;

const readRequest = z
  .object({
    url: z.optional(url),
    page_id: z.optional(wholeNumber(1, Number.MAX_SAFE_INTEGER, 'page_id')),
    cursor: z.optional(plainText(200, 'The cursor')),
  })
  .check(
    z.refine((asked) => (asked.url === undefined) !== (asked.page_id === undefined), {
      error: 'Say which page: either its url or its page_id.',
    }),
  );

/** A page's facts and a part of its text; `start` and `end` count UTF-16 units of the whole. */
const readAnswer = z.extend(listedPage, {
  markdown: z.string(),
  start: z.number(),
  end: z.number(),
  total_characters: z.number(),
  /** Said of text that speaks to programs: it is a quotation all the same. */
  instruction_like: z.boolean(),
  next_cursor: z.nullable(z.string()),
});

type ReadRequest = z.infer<typeof readRequest>;
type ReadAnswer = z.infer<typeof readAnswer>;

/** Reads a page part by part. */
export const READ_PAGE = tool<'markdown', ReadRequest, ReadAnswer>({
  name: 'read_page',
  title: 'Read a remembered page',
  description:
    'Gives the text of a remembered page as Markdown, in parts: where next_cursor is not null, call again with it as cursor for the next part. Name the page by its page_id, as search_memory gives it, or by its address.',
  endpoint: 'markdown',
  flow: { request: readRequest, response: readAnswer, run: readPart },
  fields: {
    url: 'The address of the page, in any spelling.',
    page_id: 'The number of the page.',
    cursor: 'next_cursor of the part before.',
  },
  hints: { readOnly: true, destructive: false, idempotent: true, openWorld: false },
  say: (part, marker) => ({
    head: `page_id ${part.page_id}, characters ${part.start} to ${part.end} of ${part.total_characters}.`,
    items: [quote(`Title: ${part.title}\n\n${part.markdown}`, part, marker)],
  }),
});

async function readPart(request: ReadRequest, daemon: AgentDaemon, asking: Asking): Promise<ReadAnswer> {
  const page = await findPage(request, daemon, asking);
  const whole = await daemon.ask('markdown', { id: page.page_id }, { ...asking, id: page.page_id });
  const start = readCursor(request.cursor, page, whole.length);
  const end = endOfPart(whole, start);
  const markdown = whole.slice(start, end);
  return {
    ...page,
    markdown,
    start,
    end,
    total_characters: whole.length,
    instruction_like: isInstructionLike(markdown),
    next_cursor: end < whole.length ? `${page.content_hash.slice(0, 12)}.${end}` : null,
  };
}

async function findPage({ url: address, page_id }: ReadRequest, daemon: AgentDaemon, asking: Asking) {
  if (page_id !== undefined) return daemon.ask('page', { id: page_id }, { ...asking, id: page_id });
  const { page } = await daemon.ask('lookup', { url: address ?? '' }, asking);
  if (page !== undefined) return page;
  throw new Failure(
    'not-found',
    'This address is not remembered. search_memory finds pages by what they say; crawl_and_remember keeps a new one.',
  );
}

function readCursor(cursor: string | undefined, page: ListedPage, length: number): number {
  if (cursor === undefined) return 0;
  const [hash, at] = cursor.split('.');
  if (hash !== page.content_hash.slice(0, 12)) {
    throw new Failure(
      'conflict',
      'The page has changed since, or the cursor is of another page: read it again without cursor.',
    );
  }
  if (at !== undefined && /^\d{1,9}$/.test(at) && Number(at) < length) return Number(at);
  throw new Failure('bad-input', 'The cursor is not one that read_page gave out.');
}

/** Parts end at a blank line where one is near, and never inside a character. */
function endOfPart(text: string, start: number): number {
  if (text.length - start <= PART_CHARACTERS) return text.length;
  const most = start + PART_CHARACTERS;
  const paragraph = text.lastIndexOf('\n\n', most);
  if (paragraph > start + PART_CHARACTERS / 2) return paragraph;
  return /[\uDC00-\uDFFF]/.test(text[most] ?? '') ? most - 1 : most;
}
