/** Bounds of a passage in word pieces. MiniLM reads 256, of which title and headings take up to 24 and two are markers. */
export const ENOUGH = 160;
export const FULL = 220;
/** A passage may be this long rather than tear a block apart. */
export const OVERFULL = 230;
/** Code, with the headings above it, is whole up to here. */
export const WHOLE_CODE = 256;
