/** Upper bounds of every entrance (SURFACE.md 4); over them the answer is `too-long` or `too-large`, naming the bound. */
export const LIMITS = {
  questionCharacters: 10_000,
  urlCharacters: 8_192,
  titleCharacters: 2_000,
  tagCharacters: 2_000,
  tagsPerPage: 100,
  noteCharacters: 10_000,
  patternCharacters: 500,
  captureBytes: 32 * 1024 * 1024,
  importBytes: 64 * 1024 * 1024,
  bodyBytes: 1024 * 1024,
  embeddedTexts: 2_048,
  embeddedBytes: 8 * 1024 * 1024,
  searchResults: 100,
  quotedAnswers: 5,
  listedPages: 1_000,
  retentionDays: 3_650,
  imagesPerPage: 2_000,
  passagesPerPage: 50_000,
  /** Of a small copy of a picture. */
  thumbnailBytes: 64 * 1024,
  thumbnailPixels: 320,
} as const;
