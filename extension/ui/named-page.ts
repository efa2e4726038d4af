/** A page as a person names it. */
export interface NamedPage {
  readonly title: string;
  readonly url: string;
}
