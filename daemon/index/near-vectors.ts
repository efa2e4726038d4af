import type { IndexDatabase } from './index-database.ts';
import { VectorKernel } from './kernel/vector-kernel.ts';
import type { Neighbour } from './kernel/vector-kernel.ts';

/** Vectors read at a time: a few milliseconds. */
const STEP = 250;
/** With more than this to read first, a question is answered sooner without the kernel. */
const LATE = 1_000;

/**
 * The index's vectors as the kernel scans them. What changed is only noted, and read again from the index before it is
 * next asked for: a transaction that is undone, or a vector forgotten, leaves nothing here that the index does not hold.
 */
export class NearVectors {
  readonly #index: IndexDatabase;
  readonly #kernel: VectorKernel;
  readonly #changed = new Set<number>();
  #step: NodeJS.Immediate | null = null;

  constructor(index: IndexDatabase, dimensions: number) {
    this.#index = index;
    this.#kernel = new VectorKernel(dimensions);
    this.reload();
  }

  /** Notes that a passage's vector came, went or changed. */
  note(passageId: number): void {
    this.#changed.add(passageId);
    this.#goOn();
  }

  /** Reads everything anew, a step at a time between other work. */
  reload(): void {
    this.#kernel.clear();
    this.#changed.clear();
    const known = this.#index
      .sql<{ passage_id: number }>('select passage_id from indexed where has_vector = 1')
      .all();
    for (const { passage_id } of known) this.#changed.add(passage_id);
    this.#goOn();
  }

  /** The nearest `k`, best first; null while too much has to be read first. */
  nearest(question: Float32Array, k: number, allowed: Iterable<number> | null): Neighbour[] | null {
    if (this.#changed.size > LATE) return null;
    while (this.#changed.size > 0) this.#readStep();
    return this.#kernel.nearest(question, k, allowed);
  }

  /** How much each passage lies in the midst of these; null for one without a vector. What is not read yet is read first. */
  hubness(passageIds: readonly number[]): (number | null)[] {
    this.#read(passageIds.filter((id) => this.#changed.has(id)));
    return this.#kernel.hubness(passageIds);
  }

  stop(): void {
    if (this.#step !== null) clearImmediate(this.#step);
    this.#step = null;
    this.#kernel.close();
  }

  #goOn(): void {
    if (this.#changed.size === 0) return;
    this.#step ??= setImmediate(() => {
      this.#step = null;
      this.#readStep();
      this.#goOn();
    });
  }

  #readStep(): void {
    const ids: number[] = [];
    for (const id of this.#changed) {
      if (ids.push(id) === STEP) break;
    }
    this.#read(ids);
  }

  #read(ids: readonly number[]): void {
    if (ids.length === 0) return;
    const rows = this.#index
      .sql<{ passage_id: number; embedding: Uint8Array }>(
        'select rowid as passage_id, embedding from vectors where rowid in (select value from json_each(?))',
      )
      .all(JSON.stringify(ids));
    const held = new Map(rows.map(({ passage_id, embedding }) => [passage_id, embedding]));
    for (const id of ids) {
      const embedding = held.get(id);
      if (embedding === undefined) this.#kernel.remove(id);
      // SQLite's bytes need not begin where floats may.
      else this.#kernel.put(id, new Float32Array(new Uint8Array(embedding).buffer));
      this.#changed.delete(id);
    }
  }
}
