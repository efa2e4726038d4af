import type { PageVersion, VersionDiff, VersionList } from '../../shared/contract/version-endpoints.ts';
import { Failure } from '../failure.ts';
import type { Store } from '../store/open-store.ts';
import { listVersions, readVersionPassages } from '../store/read-versions.ts';
import type { VersionEntry } from '../store/version-entries.ts';
import { comparePassages } from './compare-passages.ts';

/** How a page read and reads, the latest first; `not-found` when there is no such page. */
export async function showVersions(pageId: number, store: Store): Promise<VersionList> {
  const versions = (await requireVersions(pageId, store)).map(pageVersion);
  return { page_id: pageId, versions, count: versions.length };
}

/**
 * What changed between a version and another, from the earlier to the later: without `against` the one that came after it,
 * for the latest the one before. `not-found` for a version that is not kept. A page that never changed is equal to itself.
 */
export async function compareVersions(
  { id, n, against }: { readonly id: number; readonly n: number; readonly against?: number | undefined },
  store: Store,
): Promise<VersionDiff> {
  const entries = await requireVersions(id, store);
  const one = requireVersion(entries, n, id);
  const at = entries.indexOf(one);
  const other =
    against === undefined
      ? (entries[at - 1] ?? entries[at + 1] ?? one)
      : requireVersion(entries, against, id);
  const [to, from] = entries.indexOf(other) < at ? [other, one] : [one, other];
  const [before, after] = [
    await readVersionPassages(store, id, from),
    await readVersionPassages(store, id, to),
  ];
  return { page_id: id, from: pageVersion(from), to: pageVersion(to), ...comparePassages(before, after) };
}

async function requireVersions(pageId: number, store: Store): Promise<VersionEntry[]> {
  const entries = await listVersions(store, pageId);
  if (entries.length === 0) throw new Failure('not-found', `There is no page with the number ${pageId}.`);
  return entries;
}

function requireVersion(entries: readonly VersionEntry[], version: number, pageId: number): VersionEntry {
  const entry = entries.find((one) => one.version === version);
  if (entry !== undefined) return entry;
  const kept = entries.map((one) => one.version).join(', ');
  throw new Failure('not-found', `Page ${pageId} has no version ${version}; it has ${kept}.`);
}

function pageVersion({ version_id, version, began, seen, title, passages }: VersionEntry): PageVersion {
  return {
    version,
    captured_at: new Date(began).toISOString(),
    last_seen_at: new Date(seen).toISOString(),
    title,
    passages,
    current: version_id === null,
  };
}
