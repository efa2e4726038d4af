/** What a person limited a search to with the chips above the results. */
export interface SearchNarrowing {
  readonly code: boolean;
  readonly pastYear: boolean;
  readonly site: string | null;
  readonly tags: readonly string[];
}

export const EVERYTHING: SearchNarrowing = { code: false, pastYear: false, site: null, tags: [] };
