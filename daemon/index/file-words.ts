/** Words of a file name that name no picture: cameras' counters, sizes, versions. */
const NAMELESS =
  /^(?:\d+(?:px)?|\d+x\d*|[xwhv]\d+|img|dsc|dscf|dscn|image|images|photo|picture|pic|screenshot|screen|shot|file|thumb|thumbnail|untitled|default|original|full|large|medium|small|scaled|resized|cropped|copy|final|jpe?g|png|webp|gif|svg|avif)$/i;
/** A word of letters and figures mixed, or of figures in hex, is an identifier. */
const IDENTIFIER = /^(?=.*\d)[\p{L}\d]{6,}$|^[0-9a-f]{8,}$/iu;

/** The words of a picture's file name worth finding it by: `IMG_2041-Olive_Press@2x.jpg` is `Olive Press`. */
export function fileWords(src: string): string {
  const path = /^https?:/i.test(src) ? URL.parse(src)?.pathname : undefined;
  if (path === undefined) return '';
  const name = decoded(path.slice(path.lastIndexOf('/') + 1)).replace(/\.\w{1,5}$/, '');
  const words = name.match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
  return words
    .filter((word) => !NAMELESS.test(word) && !IDENTIFIER.test(word))
    .map((word) => word.replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1 $2'))
    .join(' ');
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
