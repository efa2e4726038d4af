import { SiteMark } from './site-mark.tsx';
import { siteOf } from './site-of.ts';

export interface PageHeadProps {
  readonly title: string;
  readonly url: string;
  /** BCP 47, where the saved page has one. */
  readonly language?: string | null;
  /** A fact behind the site, such as when it was captured. */
  readonly fact?: string;
}

/** Which page this card is about. */
export function PageHead({ title, url, language, fact }: PageHeadProps) {
  const site = siteOf(url);
  return (
    <div class="this-h">
      <SiteMark site={site} large />
      <div class="grow">
        <h1 class="clip1" dir="auto" {...(typeof language === 'string' ? { lang: language } : {})}>
          {title.trim() === '' ? url : title}
        </h1>
        <p class="hit-m">
          <bdi class="clip1">{site}</bdi>
          {fact !== undefined && (
            <>
              <span aria-hidden="true">·</span>
              <span>{fact}</span>
            </>
          )}
        </p>
      </div>
    </div>
  );
}
