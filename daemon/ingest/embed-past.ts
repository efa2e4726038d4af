import type { Embedder } from '../embed/embedder.ts';
import type { Store } from '../store/open-store.ts';
import { findPastVectors, keepPastVectors, pastToEmbed } from '../store/past-vectors.ts';
import { embedAll } from './embed-all.ts';

/** Some seconds of work at most, since pages of today wait behind it. */
const BATCH = 16;

/**
 * Embeds some passages of earlier versions that were never embedded while they stood in their page: those of a capture that
 * came late, or that was replaced before its turn. True where more may wait.
 */
export async function embedPast(store: Store, embedder: Embedder): Promise<boolean> {
  const waiting = await pastToEmbed(store, BATCH);
  if (waiting.length === 0) return false;
  const { fingerprint } = embedder;
  const known = await findPastVectors(
    store,
    waiting.map(({ text_hash }) => text_hash),
    fingerprint,
  );
  const fresh = waiting.filter(({ text_hash }) => !known.has(text_hash));
  const made = await embedAll(
    fresh.map(({ text }) => text),
    embedder,
  );
  const vectors = new Map(fresh.map(({ passage_id }, at) => [passage_id, made[at]]));
  await keepPastVectors(
    store,
    fingerprint,
    waiting.map(({ passage_id, text_hash }) => ({
      passage_id,
      text_hash,
      vector: known.get(text_hash) ?? vectors.get(passage_id) ?? null,
    })),
  );
  return true;
}
