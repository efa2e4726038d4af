/** Pairing digits as they are read aloud: `1234 5678`. */
export function groupDigits(digits: string): string {
  return digits.replace(/^(\d{4})\s?(\d{4})$/u, '$1 $2');
}
