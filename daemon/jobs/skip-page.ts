/** A page that a job leaves out on purpose: not a failure of the page, and not to be tried again. */
export class SkipPage extends Error {
  override readonly name = 'SkipPage';
  readonly code: string;

  /** `code` is for programs, the sentence for a person. */
  constructor(code: string, sentence: string) {
    super(sentence);
    this.code = code;
  }
}
