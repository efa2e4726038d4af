import type { EndpointName } from '../../shared/contract/endpoints.ts';
import { SCOPES } from '../../shared/contract/pairing.ts';
import type { Rooms } from '../../daemon/http/rooms.ts';

/** Rooms that only note in `entered` who came in and with what, and give a sample answer of their route. */
export function rememberingRooms(entered: { name: EndpointName; request: unknown }[]): Rooms {
  function remember<A>(name: EndpointName, answer: A): (request: unknown) => Promise<A> {
    return async (request) => {
      entered.push({ name, request });
      return answer;
    };
  }
  const sync = {
    total_syncs: 0,
    last_sync_time: null,
    last_sync_duration: null,
    total_records_synced: 0,
    failed_syncs: 0,
    pending_changes: 0,
  };
  const receipt = {
    receipt_id: 'r',
    pages: 1,
    passages: 1,
    vectors: 1,
    images: 0,
    versions: 0,
    checked: true,
    removed_count: 1,
  };

  const page = {
    page_id: 1,
    url: 'https://a.example/',
    title: 'A',
    domain: 'a.example',
    language: 'en',
    tags: [],
    note: null,
    retention_policy: 'permanent',
    captured_at: '2026-11-21T10:00:00Z',
    timestamp: '2026-11-21T10:00:00Z',
    passages: 1,
    content_hash: 'sample',
    cleaner: '2',
  };
  return {
    health: remember('health', {
      status: 'healthy',
      ready: true,
      version: '0.1.0',
      model: 'm',
      dimensions: 384,
    }),
    pair: remember('pair', { client_id: 'c', token: 't', scopes: [...SCOPES], contract: 1 }),
    capture: remember('capture', {
      page_id: 1,
      url: page.url,
      title: 'A',
      status: 'stored',
      passages: 1,
      images: 0,
      embedded: false,
    }),
    store: remember('store', {
      url: page.url,
      page_id: 1,
      title: 'A',
      content_preview: '',
      content_length: 0,
      passages: 1,
      stored: true,
      retention_policy: 'permanent',
    }),
    search: remember('search', { query: '', results: [], count: 0, total: 0, took_ms: 0 }),
    lookup: remember('lookup', { found: false, blocked: null }),
    page: remember('page', page),
    markdown: remember('markdown', '# A <script>alert(1)</script>'),
    explainPage: remember('explainPage', { page_id: 1, obstacle: null, dropped: [] }),
    list: remember('list', { content: [], count: 0, total_count: 0, next_cursor: null }),
    forget: remember('forget', receipt),
    stats: remember('stats', {
      total_pages: 0,
      total_passages: 0,
      total_images: 0,
      total_thumbnails: 0,
      total_tags: 0,
      by_retention: [],
      by_language: [],
      by_domain: [],
      vector_embeddings: 0,
      pending_embeddings: 0,
      database_size_bytes: 0,
      index_size_bytes: 0,
      using_ram_db: true,
      last_captured_at: null,
      sync_metrics: sync,
    }),
    databaseStats: remember('databaseStats', {
      mode: 'ram',
      using_ram_db: true,
      database_size_bytes: 0,
      index_size_bytes: 0,
      sync_metrics: sync,
      health: { pending_changes: 0, last_sync_ago_seconds: null, sync_success_rate: null },
    }),
    domains: remember('domains', { domains: [], total_domains: 0, total_pages: 0 }),
    editPage: remember('editPage', page),
    forgetPage: remember('forgetPage', receipt),
    searchTarget: remember('searchTarget', {
      query: '',
      results: [],
      count: 0,
      discovered_tags: [],
      expansion_used: false,
      initial_results_count: 0,
      expanded_results_count: 0,
      took_ms: 0,
    }),
    searchImages: remember('searchImages', { query: '', results: [], count: 0, total: 0, took_ms: 0 }),
    thumbnail: remember('thumbnail', { type: 'image/png', bytes: new Uint8Array(8) }),
    tags: remember('tags', { tags: [], count: 0, total: 0 }),
    suggestTags: remember('suggestTags', { suggestions: [] }),
    mergeTags: remember('mergeTags', { into: 'a', pages: 0 }),
    blocked: remember('blocked', { blocked_domains: [], count: 0 }),
    testBlocked: remember('testBlocked', { url: page.url, blocked: false, pattern: null }),
    block: remember('block', { pattern: 'a.example', description: null, added: true, kept_pages: 0 }),
    unblock: remember('unblock', { pattern: 'a.example', removed: true }),
    sync: remember('sync', sync),
    tokens: remember('tokens', { tokens: [] }),
    createToken: remember('createToken', { client_id: 'c', token: 't', scopes: ['read'], contract: 1 }),
    revokeToken: remember('revokeToken', { revoked: true }),
    editToken: remember('editToken', {
      client_id: 'c',
      name: 'a',
      scopes: [],
      reach: null,
      origin: null,
      current: false,
      created_at: '',
      last_used_at: null,
    }),
    reads: remember('reads', { reads: [], count: 0 }),
    openPairing: remember('openPairing', {
      digits: '12345678',
      code: 'code',
      check: '1234',
      expires_at: page.timestamp,
    }),
    shutdown: remember('shutdown', { stopping: true }),
  };
}
