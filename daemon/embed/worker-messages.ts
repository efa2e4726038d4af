export type ToWorker =
  /** `ids` are word pieces with [CLS] and [SEP]. */
  { readonly kind: 'embed'; readonly id: number; readonly ids: Int32Array } | { readonly kind: 'close' };

export type FromWorker =
  | { readonly kind: 'ready' }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'vector'; readonly id: number; readonly vector: Float32Array }
  | { readonly kind: 'failed'; readonly id: number; readonly reason: string };

/** Given to every worker as it starts. */
export interface WorkerStart {
  /** Path of the ONNX file. */
  readonly graph: string;
  /** Bulk work yields to everything else on the machine. */
  readonly lowered: boolean;
}
