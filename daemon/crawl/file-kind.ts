/** The first bytes of what is no page, as latin1. */
const SIGNATURES: readonly (readonly [begins: string, kind: string])[] = [
  ['%PDF-', 'a PDF'],
  ['\x89PNG', 'an image'],
  ['\xFF\xD8\xFF', 'an image'],
  ['GIF8', 'an image'],
  ['RIFF', 'an image or a recording'],
  ['PK\x03\x04', 'an archive'],
  ['\x1F\x8B', 'an archive'],
];

/** What a file is that begins like this, where its first bytes show that it is no page; servers send such files without a type, or as HTML. */
export function fileKind(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.subarray(0, 8)).toString('latin1');
  return SIGNATURES.find(([begins]) => head.startsWith(begins))?.[1] ?? null;
}
