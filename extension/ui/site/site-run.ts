import type { JobPage, JobReport, ListedJob } from '../../../shared/contract/job.ts';
import type { SiteDraft } from './site-draft.ts';

/** A site that is being remembered, as far as it is known. */
export interface SiteRun {
  /** Where it starts. */
  readonly url: string;
  /** Pages that are kept at most. */
  readonly most: number;
  /** Null until the app has taken it up. */
  readonly job: ListedJob | null;
  /** The one that changed last comes first. */
  readonly pages: readonly JobPage[];
  /** How it ended. */
  readonly report: JobReport | null;
  /** The app cannot be heard. */
  readonly away: boolean;
  /** A press is on its way to the app. */
  readonly busy: boolean;
  /** Why a press did not do what it says. */
  readonly sentence: string | null;
}

/** What a person can do with a site. */
export interface SiteActs {
  /** Asks the browser for the site where its pages are opened here, then has the app begin. */
  readonly start: (draft: SiteDraft) => void;
  readonly pause: () => void;
  readonly resume: () => void;
  readonly stop: () => void;
  /** Tries again what failed. */
  readonly retry: () => void;
  readonly openCopy: (pageId: number) => void;
  /** Puts the form or the result away. */
  readonly close: () => void;
}
