import { fc } from '../../test/seeded-fast-check.ts';
import { expect, test } from 'vitest';
import { SAMPLE_PICTURES } from '../../test/fakes/sample-pictures.ts';
import { pictureHeader } from './picture-header.ts';
import { readThumbnail } from './read-thumbnail.ts';

const { png, jpeg, webp, losslessWebp, extendedWebp } = SAMPLE_PICTURES;

/** The picture with some of its bytes changed, in base64. */
function changed(base64: string, at: number, ...values: number[]): string {
  const bytes = Buffer.from(base64, 'base64');
  bytes.set(values, at);
  return bytes.toString('base64');
}

test.each([
  ['PNG', png, 'image/png'],
  ['JPEG', jpeg, 'image/jpeg'],
  ['WebP', webp, 'image/webp'],
  ['lossless WebP', losslessWebp, 'image/webp'],
  ['extended WebP', extendedWebp, 'image/webp'],
])('a %s is taken byte for byte, with its sides as its header says', (_, base64, type) => {
  const bytes = Buffer.from(base64, 'base64');
  expect(pictureHeader(bytes)).toEqual({ type, width: 32, height: 24 });
  expect(readThumbnail(base64)).toEqual({ type, bytes: new Uint8Array(bytes) });
});

test.each([
  ['nothing', ''],
  ['words', 'no picture at all'],
  ['base64 with a line break', `${png.slice(0, 76)}\n${png.slice(76)}`],
  ['base64 of another alphabet', png.replaceAll('+', '-').replaceAll('/', '_')],
  ['base64 that is cut off', png.slice(0, -1)],
  ['a data URL', `data:image/png;base64,${png}`],
  [
    'a drawing, which may hold scripts',
    btoa(`<svg xmlns="http://www.w3.org/2000/svg">${' '.repeat(50)}</svg>`),
  ],
  ['a GIF', btoa(`GIF89a${'\x01'.repeat(60)}`)],
  ['markup behind a PNG signature', btoa(`\x89PNG\r\n\x1A\n<script>alert(1)</script>${' '.repeat(50)}`)],
  ['a picture with something behind it', btoa(`${atob(png)}<script>alert(1)</script>`)],
  ['a WebP with something behind it', btoa(`${atob(webp)}<script>`)],
  ['a PNG of 321 pixels', changed(png, 18, 1, 65)],
  ['a PNG without height', changed(png, 23, 0)],
  ['a PNG of four billion pixels', changed(png, 16, 255, 255, 255, 255)],
  ['a WebP of 321 pixels', changed(webp, 26, 65, 1)],
  ['a WebP without its start code', changed(webp, 23, 0)],
  ['a WebP of an unknown kind', changed(webp, 15, 88 + 1)],
  ['a JPEG whose segment leads nowhere', changed(jpeg, 4, 255, 255)],
  ['a JPEG whose segment leads back', changed(jpeg, 4, 0, 0)],
  ['more than 64 kB', btoa(`${atob(png).slice(0, -12)}${'\0'.repeat(65_536)}${atob(png).slice(-12)}`)],
])('%s is left out', (_, base64) => {
  expect(readThumbnail(base64)).toBeNull();
});

test('a picture cut off anywhere is left out', () => {
  for (const base64 of Object.values(SAMPLE_PICTURES)) {
    const bytes = Buffer.from(base64, 'base64');
    for (let end = 0; end < bytes.length; end += 1) {
      // A JPEG ends wherever two of its bytes say so.
      if (bytes.readUInt16BE(Math.max(0, end - 2)) === 0xffd9) continue;
      expect(readThumbnail(bytes.subarray(0, end).toString('base64'))).toBeNull();
    }
  }
});

test('whatever comes is answered, and nothing beyond the limits is taken', () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc
      .record({
        of: fc.constantFrom(...Object.values(SAMPLE_PICTURES)),
        at: fc.nat(200),
        values: fc.uint8Array({ minLength: 1, maxLength: 8 }),
      })
      .map(({ of, at, values }) => {
        const picture = Buffer.from(of, 'base64');
        picture.set(values, Math.min(at, picture.length - values.length));
        return picture;
      }),
  );
  fc.assert(
    fc.property(bytes, (some) => {
      const taken = readThumbnail(Buffer.from(some).toString('base64'));
      const header = taken === null ? null : pictureHeader(Buffer.from(taken.bytes));
      if (taken === null) return true;
      return header !== null && Math.max(header.width, header.height) <= 320;
    }),
    { numRuns: 2000 },
  );
});
