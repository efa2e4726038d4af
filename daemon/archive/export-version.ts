/** Counts changes of an export's lines that an older import would misread. */
export const EXPORT_VERSION = 1;
