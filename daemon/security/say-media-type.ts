const PLAIN = /^(?:application|audio|font|image|model|text|video)\/[a-z\d.+]{1,20}(?:-[a-z\d.+]{1,20})?$/;

/**
 * A media type as it may stand in a sentence of ours. The threat: a site names as its type what it wants an agent to do,
 * and the refusal hands that on outside of any quotation.
 */
export function sayMediaType(type: string): string {
  return PLAIN.test(type) ? type : 'a file';
}
