import { IdTable } from './id-table.ts';

/** Which passages stand on which page, in RAM: a question asks it of some hundred passages. */
export class PassagePages {
  readonly #pageOf = new IdTable();
  readonly #passagesOf = new Map<number, number[]>();

  put(passageId: number, pageId: number): void {
    this.remove(passageId);
    this.#pageOf.set(passageId, pageId);
    const passages = this.#passagesOf.get(pageId);
    if (passages === undefined) this.#passagesOf.set(pageId, [passageId]);
    else passages.push(passageId);
  }

  remove(passageId: number): void {
    const pageId = this.#pageOf.get(passageId);
    if (pageId === undefined) return;
    this.#pageOf.delete(passageId);
    const rest = this.#passagesOf.get(pageId)?.filter((id) => id !== passageId) ?? [];
    if (rest.length === 0) this.#passagesOf.delete(pageId);
    else this.#passagesOf.set(pageId, rest);
  }

  pageOf(passageId: number): number | undefined {
    return this.#pageOf.get(passageId);
  }

  passagesOf(pageId: number): readonly number[] {
    return this.#passagesOf.get(pageId) ?? [];
  }
}
