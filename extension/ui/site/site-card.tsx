import { SiteForm } from './site-form.tsx';
import { SiteProgress } from './site-progress.tsx';
import { SiteResult } from './site-result.tsx';
import type { Ask } from '../ask.ts';
import type { SiteActs, SiteRun } from './site-run.ts';

export interface SiteCardProps {
  readonly ask: Ask;
  readonly site: SiteRun;
  readonly acts: SiteActs;
}

/** A whole site that is remembered: what is asked for, how far it is, how it ended. */
export function SiteCard({ ask, site, acts }: SiteCardProps) {
  const { job, report } = site;
  if (job === null) return <SiteForm ask={ask} site={site} acts={acts} />;
  if (report === null) return <SiteProgress site={site} job={job} acts={acts} />;
  return <SiteResult site={site} report={report} acts={acts} />;
}
