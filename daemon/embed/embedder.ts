/** Turns text into unit vectors. Two real ones exist (the local model, an embedding server later), hence a port. */
export interface Embedder {
  /** Name, file hash, pooling and dimensions; vectors of different fingerprints are never compared. */
  readonly fingerprint: string;
  readonly model: string;
  readonly dimensions: number;
  /** Embeds a question at once, ahead of all bulk work. Text over the model's 256 word pieces is cut. */
  embedQuestion(question: string): Promise<Float32Array>;
  /** Embeds passages in order, at lowered priority; rejects as a whole when one fails. */
  embedPassages(texts: readonly string[]): Promise<Float32Array[]>;
  /** Whether the model has this word as a whole; one that knows no words leaves it out. */
  knowsWord?(word: string): boolean;
  /** Word pieces that the model reads of a text; one that counts none leaves it out. */
  countTokens?(text: string): number;
  /** Lets running work end, then frees the model. Workers are stopped by message: `terminate()` during a run aborts the process. */
  close(): Promise<void>;
}
