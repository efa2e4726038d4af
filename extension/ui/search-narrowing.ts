import type { ImageFormat } from '../../shared/contract/image-format.ts';

/** What a person limited a search to with the chips above the results. */
export interface SearchNarrowing {
  readonly lookIn: 'text' | 'code' | 'images';
  readonly pastYear: boolean;
  readonly site: string | null;
  readonly tags: readonly string[];
  /** Of pictures only, like `large`. */
  readonly format: ImageFormat | null;
  readonly large: boolean;
  /** Words that stand on no page are searched for all the same; only for the question it was asked for. */
  readonly asTyped: boolean;
}

export const EVERYTHING: SearchNarrowing = {
  lookIn: 'text',
  pastYear: false,
  site: null,
  tags: [],
  format: null,
  large: false,
  asTyped: false,
};
