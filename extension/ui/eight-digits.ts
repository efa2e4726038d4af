/** Says that what was typed is no code. */
export const NOT_EIGHT_DIGITS = 'The code has 8 digits. Look at it again where the app shows it.';

/** The eight digits of a typed code, blanks left out; null when it is none. */
export function eightDigits(typed: string): string | null {
  const bare = typed.replaceAll(/\s/gu, '');
  return /^\d{8}$/u.test(bare) ? bare : null;
}
