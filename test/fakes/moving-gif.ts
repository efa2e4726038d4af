/** A GIF of two frames of one shade each. With 7-bit shades and a clear code before the table would grow, every LZW code is one byte. */
export function movingGif(side: number): Buffer {
  const size = [side & 255, side >> 8];
  const shades = Array.from({ length: 128 }, (_, i) => [2 * i, 255 - 2 * i, 90]).flat();
  const frame = (shade: number): number[] => {
    const codes: number[] = [];
    for (let pixel = 0; pixel < side * side; pixel++) {
      if (pixel % 100 === 0) codes.push(128);
      codes.push(shade);
    }
    codes.push(129);
    const blocks: number[] = [];
    for (let at = 0; at < codes.length; at += 255) {
      const block = codes.slice(at, at + 255);
      blocks.push(block.length, ...block);
    }
    const wait = [0x21, 0xf9, 4, 0, 20, 0, 0, 0];
    return [...wait, 0x2c, 0, 0, 0, 0, ...size, ...size, 0, 7, ...blocks, 0];
  };
  const loop = [0x21, 0xff, 11, ...Buffer.from('NETSCAPE2.0'), 3, 1, 0, 0, 0];
  const head = [...Buffer.from('GIF89a'), ...size, ...size, 0xf6, 0, 0];
  return Buffer.from([...head, ...shades, ...loop, ...frame(10), ...frame(100), 0x3b]);
}
