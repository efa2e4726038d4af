import type { Command } from './command.ts';

/** Every command by its verb; each is loaded only when it is asked for. */
export const COMMANDS = {
  start: async () => (await import('./commands/start.ts')).start,
  stop: async () => (await import('./commands/stop.ts')).stop,
  status: async () => (await import('./commands/status.ts')).status,
  open: async () => (await import('./commands/open.ts')).open,
  pair: async () => (await import('./commands/pair.ts')).pair,
  token: async () => (await import('./commands/token.ts')).token,
  remember: async () => (await import('./commands/remember.ts')).remember,
  search: async () => (await import('./commands/search.ts')).search,
  images: async () => (await import('./commands/images.ts')).images,
  list: async () => (await import('./commands/list.ts')).list,
  read: async () => (await import('./commands/read.ts')).read,
  versions: async () => (await import('./commands/versions.ts')).versions,
  tag: async () => (await import('./commands/tag.ts')).tag,
  forget: async () => (await import('./commands/forget.ts')).forget,
  blocklist: async () => (await import('./commands/blocklist.ts')).blocklist,
  stats: async () => (await import('./commands/stats.ts')).stats,
  sync: async () => (await import('./commands/sync.ts')).sync,
  backup: async () => (await import('./commands/backup.ts')).backup,
  restore: async () => (await import('./commands/restore.ts')).restore,
  mcp: async () => (await import('./commands/mcp.ts')).mcp,
  crawl: async () => (await import('./commands/crawl.ts')).crawl,
  batch: async () => (await import('./commands/batch.ts')).batch,
  recrawl: async () => (await import('./commands/recrawl.ts')).recrawl,
  crawl4ai: async () => (await import('./commands/crawl4ai.ts')).crawl4ai,
  jobs: async () => (await import('./commands/jobs.ts')).jobs,
  verify: async () => (await import('./commands/verify.ts')).verify,
  export: async () => (await import('./commands/export.ts')).exportCommand,
  import: async () => (await import('./commands/import.ts')).importCommand,
  bench: async () => (await import('./commands/bench.ts')).bench,
  doctor: async () => (await import('./commands/doctor.ts')).doctor,
} satisfies Record<string, () => Promise<Command>>;

export type CommandName = keyof typeof COMMANDS;
