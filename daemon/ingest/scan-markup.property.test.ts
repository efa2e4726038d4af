import { Tokenizer, TokenizerMode } from 'parse5';
import type { TokenHandler } from 'parse5';
import { expect, test } from 'vitest';
import { fc } from '../../test/seeded-fast-check.ts';
import { scanMarkup } from './scan-markup.ts';

const CONTENT: Readonly<Record<string, (typeof TokenizerMode)[keyof typeof TokenizerMode]>> = {
  script: TokenizerMode.SCRIPT_DATA,
  style: TokenizerMode.RAWTEXT,
  iframe: TokenizerMode.RAWTEXT,
  noframes: TokenizerMode.RAWTEXT,
  title: TokenizerMode.RCDATA,
  textarea: TokenizerMode.RCDATA,
  plaintext: TokenizerMode.PLAINTEXT,
};

const IGNORED: TokenHandler = {
  onStartTag: () => undefined,
  onEndTag: () => undefined,
  onComment: () => undefined,
  onDoctype: () => undefined,
  onEof: () => undefined,
  onCharacter: () => undefined,
  onNullCharacter: () => undefined,
  onWhitespaceCharacter: () => undefined,
};

/** What the maintained tokenizer finds, in the same words. */
function byParse5(html: string): string[] {
  const found: string[] = [];
  const tokenizer: Tokenizer = new Tokenizer(
    { sourceCodeLocationInfo: true },
    {
      ...IGNORED,
      onStartTag({ tagName, selfClosing, location }) {
        if (!selfClosing) tokenizer.state = CONTENT[tagName] ?? tokenizer.state;
        found.push(`${tagName} ${location?.startOffset} ${location?.endOffset} ${selfClosing}`);
        for (const [name, place] of Object.entries(location?.attrs ?? {}))
          found.push(`${name}: ${place.startOffset} ${place.endOffset}`);
      },
      // One that the page ends within ends behind the page there.
      onComment: ({ location }) =>
        found.push(`comment ${location?.startOffset} ${Math.min(location?.endOffset ?? 0, html.length)}`),
    },
  );
  tokenizer.write(html, true);
  return found;
}

function byScan(html: string): string[] {
  return [...scanMarkup(html)].flatMap((markup) => {
    if (markup.kind === 'comment') return [`comment ${markup.start} ${markup.end}`];
    const { name, start, end, selfClosing, attributes } = markup;
    const places = new Map<string, string>();
    for (const attribute of attributes) {
      const called = html.slice(attribute.start, attribute.nameEnd).toLowerCase();
      // The other one counts an equals sign without a value to no attribute.
      const hasValue = html.slice(attribute.nameEnd, attribute.end).trim() !== '=';
      const behind = hasValue ? attribute.end : attribute.nameEnd;
      if (!places.has(called)) places.set(called, `${called}: ${attribute.start} ${behind}`);
    }
    return [`${name} ${start} ${end} ${selfClosing}`, ...places.values()];
  });
}

const PIECES =
  `< > / ! ? - -- --> --!> <!-- <!--> <!---> </ </> <! <?xml <script <script> </script </script> <style> </style
  <title> </title> </titles> <textarea> </textarea/> <iframe> </iframe> <plaintext> <p <p> </p> <br/> <svg/ <![CDATA[x]]>
  <a_href=" <b_x=' <input_value <SCRIPT_type=a> </ScRiPt_> <!DOCTYPE_html> class="x>y" = " ' a a=b x=/ é 🦦 &amp; script`
    .split(/\s+/)
    .map((piece) => piece.replace('_', ' '))
    .concat(' ', '\n', '\t', '\r\n', '\f');

test('tags, attributes and comments are found where the maintained tokenizer finds them', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }), (pieces) => {
      const html = pieces.join('');
      expect(byScan(html)).toEqual(byParse5(html));
    }),
    { numRuns: 5_000 },
  );
});
