import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** Words that stand nowhere but in one planted page, by where they stand in it. */
export const PLANTED = {
  title: 'zorblaxtitel',
  text: 'quimblefass',
  tag: 'vexohashtag',
  note: 'wumpernotiz',
  url: 'krinkelpfad',
  alt: 'jaxobildtext',
} as const;

/** A page that has all of them. */
export function plantedPage(number = 0) {
  const { title, text, tag, note, url, alt } = PLANTED;
  const sentences = Array.from(
    { length: 40 },
    (_, at) => `The ${text} sings of river ${at} in valley ${number}, and nobody knows why.`,
  );
  return {
    url: `https://canary.example/${url}/${number}`,
    html: `<html><head><title>${title} ${number}</title></head><body><article><h1>${title} ${number}</h1><p>${sentences.join('</p><p>')}</p><img src="https://canary.example/${alt}.png" alt="${alt}" width="400" height="300"></article></body></html>`,
    tags: [tag],
    note,
  };
}

/** The files of a folder in which one of those words stands, byte for byte, in any of the forms that are kept. */
export function filesInClear(folder: string): string[] {
  const forms = Object.values(PLANTED).flatMap((word) => [
    Buffer.from(word),
    Buffer.from(word.toUpperCase()),
    Buffer.from(word[0]?.toUpperCase() + word.slice(1)),
    Buffer.from(word, 'utf16le'),
  ]);
  // A database tells of pages by more than its words.
  forms.push(Buffer.from('passage_words'), Buffer.from('create table'), Buffer.from('CREATE TABLE'));
  return listFiles(folder)
    .filter((path) => {
      const bytes = readFileSync(path);
      return forms.some((form) => bytes.includes(form));
    })
    .map((path) => relative(folder, path));
}

function listFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return listFiles(path);
    return entry.isFile() ? [path] : [];
  });
}
