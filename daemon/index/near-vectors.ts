import type { IndexDatabase } from './index-database.ts';
import { VectorKernel } from './kernel/vector-kernel.ts';
import type { KernelOptions, Neighbour } from './kernel/vector-kernel.ts';
import { FIRST_READING_MS, ReadingSteps } from './reading-steps.ts';
import { takenSlots } from './vector-records.ts';

/** Vectors read at a time: a few milliseconds. */
const STEP = 500;
/** With more chunks to read first, a question is answered sooner by sqlite-vec. A chunk has room for 32 vectors. */
const MOST_CHUNKS_WAITING = 16;

/** Some vectors as vec0 stores them, one behind the other, with gaps. */
interface Chunk {
  readonly chunk_id: number;
  readonly size: number;
  readonly validity: Uint8Array;
  readonly rowids: Uint8Array;
  readonly vectors: Uint8Array<ArrayBuffer>;
}

/**
 * The index's vectors as the kernel scans them. At the start they are read chunk by chunk; what changes is only noted, and
 * read again from the index before it is next asked for: a transaction that is undone, or a vector forgotten, leaves
 * nothing here that the index does not hold.
 */
export class NearVectors {
  readonly #index: IndexDatabase;
  readonly #dimensions: number;
  readonly #kernel: VectorKernel;
  readonly #changed = new Set<number>();
  /** The chunk that was read last; null once all have been. */
  #chunk: number | null = null;
  readonly #reading = new ReadingSteps(() => this.#readStep());
  #foreseen: readonly Float32Array[] = [];
  /** What was found for questions nobody has asked yet. */
  readonly #found = new Map<Float32Array, { readonly k: number; readonly near: Neighbour[] }>();

  constructor(index: IndexDatabase, dimensions: number, options?: KernelOptions) {
    this.#index = index;
    this.#dimensions = dimensions;
    this.#kernel = new VectorKernel(dimensions, options);
    this.#reading.goOnAfter(FIRST_READING_MS);
    this.reload();
  }

  /** Notes that a passage's vector came, went or changed. */
  note(passageId: number): void {
    this.#changed.add(passageId);
    this.foresee([]);
    this.#reading.goOn();
  }

  /** Reads everything anew, a step at a time between other work. */
  reload(): void {
    this.#kernel.clear();
    this.#changed.clear();
    this.foresee([]);
    this.#chunk = 0;
    this.#reading.goOn();
  }

  /** Says which questions come next: the first of them that is asked has all of them looked for in one pass. */
  foresee(questions: readonly Float32Array[]): void {
    this.#foreseen = questions;
    this.#found.clear();
  }

  /** The nearest `k`, best first; null while too much has to be read first. */
  nearest(question: Float32Array, k: number, allowed: Iterable<number> | null): Neighbour[] | null {
    if (!this.#catchUp()) return null;
    if (allowed !== null) return this.#kernel.nearest(question, k, allowed);
    const known = this.#found.get(question);
    if (known?.k === k) return known.near;
    if (!this.#foreseen.includes(question)) return this.#kernel.nearest(question, k);
    const together = this.#foreseen;
    this.foresee([]);
    const found = this.#kernel.nearestMany(together, k);
    for (const [nth, near] of found.entries()) {
      const other = together[nth];
      if (other !== undefined) this.#found.set(other, { k, near });
    }
    return this.#found.get(question)?.near ?? null;
  }

  /** How much each passage lies in the midst of these; null for one without a vector. */
  hubness(passageIds: readonly number[]): (number | null)[] {
    this.#readFirst(passageIds);
    return this.#kernel.few.hubness(passageIds);
  }

  /** How near each passage is to the first `leaders` of these; null for one without a vector. */
  company(passageIds: readonly number[], leaders: number): (number | null)[] {
    this.#readFirst(passageIds);
    return this.#kernel.few.company(passageIds, leaders);
  }

  /** The cosines of a question with passages, as near as `nearest` has them; null for one without a vector, and for all while too much has to be read first. */
  cosines(question: Float32Array, passageIds: readonly number[]): (number | null)[] | null {
    if (!this.#catchUp()) return null;
    return this.#kernel.few.products(question, passageIds);
  }

  stop(): void {
    this.#reading.stop();
    this.#kernel.close();
  }

  /** Reads what of these is not read yet. */
  #readFirst(passageIds: readonly number[]): void {
    const isUnread = this.#chunk === null ? () => false : (id: number) => !this.#kernel.has(id);
    this.#readRows(passageIds.filter((id) => this.#changed.has(id) || isUnread(id)));
  }

  /** Reads what is left to read, if a question can wait for it; false when it cannot. */
  #catchUp(): boolean {
    if (this.#changed.size > STEP || this.#isFarFromRead()) return false;
    while (this.#readStep());
    return true;
  }

  #isFarFromRead(): boolean {
    if (this.#chunk === null) return false;
    return (
      this.#index
        .sql<number>('select 1 from vectors_chunks where chunk_id > ? limit 1 offset ?')
        .pluck()
        .get(this.#chunk, MOST_CHUNKS_WAITING) !== undefined
    );
  }

  /** Reads some of what is left to read; false when nothing was. */
  #readStep(): boolean {
    if (this.#chunk !== null) {
      this.#chunk = this.#readChunks(this.#chunk);
      return true;
    }
    const ids: number[] = [];
    for (const id of this.#changed) {
      if (ids.push(id) === STEP) break;
    }
    this.#readRows(ids);
    return ids.length > 0;
  }

  /** Reads the chunks behind that one, some thousand vectors; answers the last, or null where there was none. */
  #readChunks(after: number): number | null {
    // vec0's column `rowid` has no type: only a plain value (+) is looked up in its index, else every step reads all chunks.
    const chunks = this.#index.sql<Chunk>(
      `select chunk_id, size, validity, rowids, vectors
       from vectors_chunks cross join vectors_vector_chunks00 as held on held.rowid = +chunk_id
       where chunk_id > ? order by chunk_id`,
    );
    let last: number | null = null;
    let slots = 0;
    for (const { chunk_id, size, validity, rowids, vectors } of chunks.iterate(after)) {
      const floats = floatsOf(vectors);
      for (const { slot, id } of takenSlots({ validity, rowids })) {
        this.#kernel.put(id, floats.subarray(slot * this.#dimensions, (slot + 1) * this.#dimensions));
      }
      // A megabyte and a half each: as many as wait for the collector made a vector cost 420 to 620 bytes of memory, not 460 to 510.
      floats.buffer.transfer(0);
      last = chunk_id;
      slots += size;
      if (slots >= STEP) break;
    }
    return last;
  }

  #readRows(ids: readonly number[]): void {
    if (ids.length === 0) return;
    const rows = this.#index
      .sql<{ passage_id: number; embedding: Uint8Array<ArrayBuffer> }>(
        // By a join each is looked up; for `rowid in (…)` vec0 reads all 100,000, 20 ms.
        'select rowid as passage_id, embedding from json_each(?) as asked join vectors on vectors.rowid = asked.value',
      )
      .all(JSON.stringify(ids));
    const held = new Map(rows.map(({ passage_id, embedding }) => [passage_id, embedding]));
    for (const id of ids) {
      const embedding = held.get(id);
      if (embedding === undefined) this.#kernel.remove(id);
      else this.#kernel.put(id, floatsOf(embedding));
      this.#changed.delete(id);
    }
  }
}

/** The same memory as floats, unless it begins where floats may not. */
function floatsOf(bytes: Uint8Array<ArrayBuffer>): Float32Array<ArrayBuffer> {
  const { buffer, byteOffset, byteLength } = bytes.byteOffset % 4 === 0 ? bytes : new Uint8Array(bytes);
  return new Float32Array(buffer, byteOffset, byteLength / 4);
}
