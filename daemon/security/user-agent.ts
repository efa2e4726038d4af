/** Who asks, whatever does the asking. */
export const USER_AGENT = 'Mozilla/5.0 (compatible; Pagekeep/0.1; keeps single pages for one reader)';
