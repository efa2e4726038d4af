import Database from 'better-sqlite3';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { deserialize, serialize } from 'node:v8';
import { unpackMarkdown } from '../../daemon/store/pack-markdown.ts';
import { unpackMarks } from '../../daemon/store/pack-marks.ts';
import { Campaign } from './campaign.ts';
import type { CrashReport, Onlooker } from './campaign.ts';
import type { CrashableDaemon } from './crashable-daemon.ts';

/** So often a daemon is also killed on its way up, before anybody could ask it for anything. */
const KILLED_WHILE_STARTING = 0.15;
const LONGEST_START_MS = 400;
/** And so often its memory is of the version before, so that the start begins with a change of the schema. */
const UPGRADED = 0.15;
const LONGEST_UPGRADE_MS = 800;

/** Kills (-9) a daemon at random moments of random work on one folder, again and again, and checks after every start. */
export async function killAtRandom(
  cycles: number,
  seed: number,
  onlooker: Onlooker = {},
): Promise<CrashReport> {
  const campaign = new Campaign(seed, onlooker);
  const { folder, random } = campaign;
  const site = await campaign.openSite();
  return campaign.goThrough(cycles, async (cycle) => {
    if (random() < KILLED_WHILE_STARTING) await killSoon(campaign.start(site), random() * LONGEST_START_MS);
    if (cycle > 1 && random() < UPGRADED) {
      setBack(folder);
      await killSoon(campaign.start(site), random() * LONGEST_UPGRADE_MS);
    }
    const daemon = campaign.start({ PAGEKEEP_SYNC_IDLE_MS: '150', ...site });
    await daemon.opened();
    await campaign.check(daemon);
    await campaign.workUntilKilled(daemon);
  });
}

async function killSoon(daemon: CrashableDaemon, afterMs: number): Promise<void> {
  await sleep(afterMs);
  await daemon.kill();
}

/** Makes a memory one of schema 11, from which the next steps make every checksum anew, give sessions and items a column each, pack articles and marks, and lay out indexes anew. */
function setBack(folder: string): void {
  const database = new Database(join(folder, 'pages.db'));
  // A kill may have kept it there.
  if (database.pragma('user_version', { simple: true }) !== 11) {
    database.function('unpacked', (packed: unknown) => unpackMarkdown(packed as Buffer, 0));
    database.function('unpacked_marks', (packed: unknown) => JSON.stringify(unpackMarks(packed as Buffer)));
    database.function('unpacked_row', (row: unknown) => {
      const { markdown_bytes: _, markdown_zstd, ...rest } = deserialize(row as Buffer) as ParkedPage;
      return serialize({ ...rest, markdown: unpackMarkdown(markdown_zstd, 0) });
    });
    database.pragma('foreign_keys = OFF');
    database.exec(`drop index job_items_by_text; drop index job_items_by_html;
      alter table job_items drop column html_hash; alter table sessions drop column used_at;
      alter table pages add column markdown text not null default '';
      update pages set markdown = unpacked(markdown_zstd);
      alter table pages drop column markdown_bytes; alter table pages drop column markdown_zstd;
      update parked_rows set row = unpacked_row(row) where part = 'pages';
      create table block_marks (domain text not null, page_id integer not null references pages on delete cascade,
        mark integer not null, primary key (domain, page_id, mark)) strict, without rowid;
      create index block_marks_by_page on block_marks (page_id);
      insert into block_marks select domain, page_id, value from page_marks, json_each(unpacked_marks(marks));
      drop table page_marks;
      drop index pages_by_facts; drop index pages_by_title; create index pages_by_domain on pages (domain);
      pragma user_version = 11`);
  }
  database.close();
}

interface ParkedPage extends Readonly<Record<string, unknown>> {
  readonly markdown_zstd: Uint8Array;
}
