/** Where the described API is read, by anybody: it tells what every Pagekeep can do, and nothing of this one. */
export const API_PATHS = ['/openapi.json', '/docs', '/docs.css'] as const;
