import { sayEvidence, sayImage, sayPage, sayPassage } from './say-pages.ts';
import { tool } from './tool.ts';
import type { Tool } from './tool.ts';

const READS = { readOnly: true, destructive: false, idempotent: true, openWorld: false } as const;

const FILTERS = {
  tags: 'Only pages with these tags: a list, or text with commas between them.',
  tags_match: 'any (default) or all of the tags.',
  domain: 'Only this site, with all below it, such as example.org.',
  since: 'Only pages seen on this day or later, such as 2026-01-31.',
  until: 'Only pages seen on this day or before.',
} as const;

const TYPED = 'Mend the spelling of words that stand nowhere; true unless false is given.';

/** Tools that find, list and count what is kept. */
export const MEMORY_TOOLS: readonly Tool[] = [
  tool({
    name: 'search_memory',
    title: 'Search remembered pages',
    description:
      'Finds passages of the pages this person remembered, by meaning and by words, best first. Ask in plain words; "quoted words" must stand next to each other and -word leaves pages out. Each result names its page (page_id), its address and when it was read, and comes as a quotation of that page. Use read_page for the whole page and target_search to widen by tags.',
    endpoint: 'search',
    fields: {
      query: 'The question, in plain words of any language.',
      limit: 'How many pages, 1 to 100 (default 10).',
      offset: 'How many results to skip.',
      ...FILTERS,
      language: 'Only this language, such as en.',
      retention_policy: 'Only pages kept this way: permanent, session_only or N_days.',
      kind: 'Only passages that are text, or only code.',
      mode: 'hybrid (default), semantic (meaning alone) or keyword (words alone).',
      group: 'page (default: the best passage of each page) or passage (several of one page).',
      answers: 'Quote up to this many sentences that answer the question, 0 to 5.',
      respell: TYPED,
    },
    hints: READS,
    list: { field: 'results', rest: 'offset' },
    say: ({ results, total, evidence, notice, answers = [] }, marker) => ({
      head:
        results.length === 0
          ? `Nothing found.${notice === undefined ? '' : ` ${notice}`}`
          : `${results.length} of ${total} results.${sayEvidence(evidence, results.length)}${notice === undefined ? '' : `\n${notice}`}${answers
              .map(
                ({ quote, url, captured_at }) =>
                  `\nAn answer in quotation:\n${marker.wrap(quote, { source: url, captured: captured_at })}`,
              )
              .join('')}`,
      items: results.map((found, at) => sayPassage(found, at + 1, marker)),
    }),
  }),
  tool({
    name: 'target_search',
    title: 'Search and widen by tags',
    description:
      'Searches like search_memory, then looks which tags the first pages share and adds pages that carry those tags. Use it for a topic rather than a fact: it brings pages that the words alone would miss. The first results are those of the plain search, in their order.',
    endpoint: 'searchTarget',
    fields: {
      query: 'The topic or question, in plain words.',
      initial_limit: 'Pages of the plain search whose tags count, 1 to 100 (default 5).',
      expanded_limit: 'Pages in all, 1 to 1000 (default 20).',
      ...FILTERS,
      language: 'Only this language, such as en.',
      respell: TYPED,
    },
    hints: READS,
    list: { field: 'results', rest: 'again' },
    say: (answer, marker) => ({
      head: `${answer.initial_results_count} results, ${answer.expanded_results_count} with those that tags brought.${sayEvidence(answer.evidence, answer.count)}${
        answer.discovered_tags.length === 0
          ? ''
          : `\nTags asked by:\n${marker.wrap(answer.discovered_tags.map(({ tag }) => tag).join(', '), { source: 'tags of these pages', captured: '' })}`
      }`,
      items: answer.results.map((found, at) => sayPassage(found, at + 1, marker)),
    }),
  }),
  tool({
    name: 'list_memory',
    title: 'List remembered pages',
    description:
      'Lists remembered pages, the newest first, without their text: title, address, tags, note and how long they are kept. Use it to see what there is; use search_memory to find something.',
    endpoint: 'list',
    fields: {
      filter: 'Only pages kept this way: permanent, session_only or N_days such as 30_days.',
      limit: 'How many pages, 1 to 1000 (default 100).',
      tag: 'Only pages with this tag.',
      domain: FILTERS.domain,
      language: 'Only this language, such as en.',
      since: FILTERS.since,
      until: FILTERS.until,
      sort: 'newest (default), oldest or title.',
      offset: 'How many pages to skip; cursor is steadier.',
      cursor: 'next_cursor of the answer before, to go on from there.',
    },
    hints: READS,
    list: { field: 'content', rest: 'cursor' },
    say: ({ content, total_count }, marker) => ({
      head:
        content.length === 0 ? 'Nothing is remembered here.' : `${content.length} of ${total_count} pages.`,
      items: content.map((page) => sayPage(page, marker)),
    }),
  }),
  tool({
    name: 'search_images',
    title: 'Search remembered pictures',
    description:
      'Finds pictures on remembered pages by what is said of them: alternative text, caption, file name, the words around them. It answers with their addresses and pages, not with the pictures themselves.',
    endpoint: 'searchImages',
    fields: {
      query: 'What the picture shows, in plain words.',
      limit: 'How many pictures, 1 to 100 (default 10).',
      offset: 'How many to skip.',
      formats: 'Only these formats: jpg, png, webp, gif, svg, avif.',
      orientation: 'landscape, portrait or square.',
      min_width: 'At least this wide, in pixels.',
      min_height: 'At least this high, in pixels.',
      page_id: 'Only pictures of this page.',
      ...FILTERS,
    },
    hints: READS,
    list: { field: 'results', rest: 'offset' },
    say: ({ results, total }, marker) => ({
      head: results.length === 0 ? 'No picture found.' : `${results.length} of ${total} pictures.`,
      items: results.map((image, at) => sayImage(image, at + 1, marker)),
    }),
  }),
  tool({
    name: 'get_database_stats',
    title: 'Count what is remembered',
    description:
      'Says how many pages, passages and pictures are kept, how they are spread over sites, languages and keep times, how much room they take, and whether everything is searchable and safe on disk.',
    endpoint: 'stats',
    fields: {},
    hints: READS,
    say: (stats) => ({
      head: `${stats.total_pages} pages, ${stats.total_passages} passages, ${stats.total_images} pictures, ${stats.total_tags} tags. ${stats.vector_embeddings} passages are found by meaning, ${stats.pending_embeddings} are still to come. Pages take ${stats.database_size_bytes} bytes, the index ${stats.index_size_bytes}.`,
    }),
  }),
  tool({
    name: 'list_domains',
    title: 'List remembered sites',
    description: 'Lists every site that pages are remembered of, with how many, most first.',
    endpoint: 'domains',
    fields: {},
    hints: READS,
    list: { field: 'domains', rest: 'again' },
    say: ({ domains, total_domains, total_pages }) => ({
      head: `${total_domains} sites, ${total_pages} pages.`,
      items: domains.map(({ domain, page_count }) => `${domain}: ${page_count}`),
    }),
  }),
];
