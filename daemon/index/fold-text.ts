/** ASCII, typographic quotes and dashes: nothing in it is folded, and it is most of what there is. */
const PLAIN = /^[\0-\x7F\u2012-\u2027]*$/;

/** Accents of scripts that are read without them as well. Elsewhere a mark makes another letter: й is not и, が is not か. */
const ACCENTS = /([\p{sc=Latin}\p{sc=Greek}])[\u0300-\u036F]+/gu;

/** What Arabic and Hebrew mostly go unwritten: points, prolonging strokes, what rides on an alef. Then signs that only say where a line may break. */
const UNWRITTEN =
  /[\u0591-\u05BD\u05BF\u05C1\u05C2\u05C4\u05C5\u05C7\u0610-\u061A\u064B-\u0655\u0670\u06D6-\u06DC\u06DF-\u06E4\u06E7\u06E8\u06EA-\u06ED\u0640\u00AD\u2060\uFEFF]/gu;

/** Letters that Unicode does not take apart but keyboards without them write so, and forms of one letter by place or country. */
const FORMS: Readonly<Record<string, string>> = {
  ß: 'ss',
  ẞ: 'SS',
  æ: 'ae',
  Æ: 'AE',
  œ: 'oe',
  Œ: 'OE',
  ø: 'o',
  Ø: 'O',
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  ı: 'i',
  ς: 'σ',
  ё: 'е',
  Ё: 'Е',
  ي: 'ی',
  ى: 'ی',
  ك: 'ک',
  ʼ: "'",
};
const FORMED = /[ßẞæÆœŒøØłŁđĐıςёЁيىكʼ]/gu;

/**
 * The form in which texts and questions are compared, but for case and English endings: half and full width, ligatures and
 * composed letters in one form, without what people leave out when they type. Words keep their order, not their places.
 */
export function foldText(text: string): string {
  if (isPlain(text)) return text;
  return text
    .normalize('NFKD')
    .replace(ACCENTS, '$1')
    .replace(UNWRITTEN, '')
    .normalize('NFC')
    .replace(FORMED, (letter) => FORMS[letter] ?? letter);
}

/** Whether a text is of plain letters and signs, in which nothing is folded. */
export function isPlain(text: string): boolean {
  return PLAIN.test(text);
}
