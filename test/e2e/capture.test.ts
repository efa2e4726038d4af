import { chromium } from 'playwright';
import { chromiumPath } from '../chromium.ts';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildCaptureScript, captureIn } from './built-capture.ts';

const SITE = 'http://reading.example/';
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const DRAWING =
  '<svg xmlns="http://www.w3.org/2000/svg" width="320" height="200"><rect width="320" height="200"/></svg>';

let browser: Browser;
let script: string;

beforeAll(async () => {
  script = await buildCaptureScript();
  browser = await chromium.launch({
    executablePath: chromiumPath(),
    args: ['--no-sandbox', '--disable-gpu'],
  });
});
afterAll(() => browser.close());

/** Opens pages of an invented site; whatever is not listed is a picture. */
async function open(pages: Record<string, string>): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1000, height: 700 } });
  await page.route('**/*', (route) => {
    const { href, pathname, hostname } = new URL(route.request().url());
    const html = pages[hostname === 'reading.example' ? pathname : href];
    if (html !== undefined) return route.fulfill({ contentType: 'text/html; charset=utf-8', body: html });
    if (pathname.endsWith('pixel.png')) return route.fulfill({ contentType: 'image/png', body: PIXEL });
    return route.fulfill({ contentType: 'image/svg+xml', body: DRAWING });
  });
  await page.goto(SITE);
  return page;
}

async function capture(
  pages: Record<string, string>,
  prepare?: (page: Page) => Promise<unknown>,
  text_only = false,
) {
  const page = await open(pages);
  try {
    await prepare?.(page);
    const captured = await captureIn(page, script, { text_only });
    if ('code' in captured) throw new Error(captured.sentence);
    return captured;
  } finally {
    await page.close();
  }
}

const body = (html: string, head = '') => ({
  '/': `<!doctype html><html><head>${head}</head><body>${html}</body></html>`,
});

describe('what a person cannot see is left out', () => {
  const HIDDEN: readonly [how: string, html: string][] = [
    ['display', '<p style="display:none">HIDDEN</p>'],
    ['the hidden attribute', '<p hidden>HIDDEN</p>'],
    ['hidden until found', '<p hidden="until-found">HIDDEN</p>'],
    ['visibility', '<p style="visibility:hidden">HIDDEN</p>'],
    ['a collapsed row', '<table><tr style="visibility:collapse"><td>HIDDEN</td></tr></table>'],
    ['opacity', '<div style="opacity:0"><p>HIDDEN</p></div>'],
    ['a filter', '<p style="filter:opacity(0)">HIDDEN</p>'],
    ['content-visibility', '<div style="content-visibility:hidden"><p>HIDDEN</p></div>'],
    ['zero size', '<div style="width:0;height:0;overflow:hidden">HIDDEN</div>'],
    ['a collapsed panel', '<div style="max-height:0;overflow:hidden"><p>HIDDEN</p></div>'],
    [
      'the screen reader pattern',
      '<span style="position:absolute;width:1px;height:1px;overflow:hidden;clip:rect(0,0,0,0)">HIDDEN</span>',
    ],
    ['clip', '<p style="position:absolute;clip:rect(1px,1px,1px,1px)">HIDDEN</p>'],
    ['clip-path', '<p style="clip-path:inset(100%)">HIDDEN</p>'],
    ['a circle without radius', '<p style="clip-path:circle(0)">HIDDEN</p>'],
    ['a place left of the page', '<p style="position:absolute;left:-9999px">HIDDEN</p>'],
    ['a place above the page', '<p style="position:absolute;top:-9999px">HIDDEN</p>'],
    ['a margin', '<div style="margin-left:-9999px;width:500px">HIDDEN</div>'],
    ['a fixed place below the window', '<p style="position:fixed;top:200vh">HIDDEN</p>'],
    ['a transform', '<p style="transform:scale(0)">HIDDEN</p>'],
    ['a shift', '<p style="transform:translateX(-5000px)">HIDDEN</p>'],
    ['an indent', '<p style="text-indent:-9999px">HIDDEN</p>'],
    ['letters without size', '<p style="font-size:0">HIDDEN</p>'],
    ['letters without colour', '<p style="color:transparent">HIDDEN</p>'],
    ['the colour of the paper', '<p style="color:#fff">HIDDEN</p>'],
    [
      'the colour of its own ground',
      '<div style="background:#123456"><p>x<span style="color:#133557">HIDDEN</span></p></div>',
    ],
    ['closed details', '<details><summary>Shown</summary>HIDDEN<p>HIDDEN</p></details>'],
    ['a comment', '<p>x<!-- HIDDEN --></p>'],
    [
      'a script, a style, a template',
      '<script>"HIDDEN"</script><style>/*HIDDEN*/</style><template><p>HIDDEN</p></template><noscript>HIDDEN</noscript>',
    ],
    ['an event', '<p onclick="HIDDEN()" data-note="HIDDEN" style="--x:HIDDEN">x</p>'],
    ['a link that runs', '<a href="javascript:HIDDEN()">x</a>'],
  ];

  let markup: string;
  beforeAll(async () => {
    const all = HIDDEN.map(([, html], at) => html.replaceAll('HIDDEN', `HIDDEN${at}.`));
    ({ html: markup } = await capture(body(`<p>Before them.</p>${all.join('')}<p>After them.</p>`)));
  });

  test.each(HIDDEN.map(([how], at) => [how, at] as const))('by %s', (_how, at) => {
    expect(markup).toContain('Before them.');
    expect(markup).toContain('After them.');
    expect(markup).not.toContain(`HIDDEN${at}.`);
  });

  test('by tag characters and zero-width characters between letters', async () => {
    const tags = String.fromCodePoint(...Array.from('HIDDEN', (letter) => 0xe0000 + letter.charCodeAt(0)));
    const { html } = await capture(
      body(`<p>fs\u200B${tags}yn\u2060c \u{1F468}\u200D\u{1F469}\u200D\u{1F467}</p>`),
    );
    expect(html).toContain('<p>fsync \u{1F468}\u200D\u{1F469}\u200D\u{1F467}</p>');
  });
});

describe('what a person can see stays', () => {
  const SHOWN: readonly [how: string, html: string][] = [
    [
      'a child made visible again',
      '<div style="visibility:hidden"><p style="visibility:visible">SHOWN</p></div>',
    ],
    ['an element without a box', '<div style="display:contents"><p>SHOWN</p></div>'],
    ['below the fold', '<p style="margin-top:5000px">SHOWN</p>'],
    [
      'above a scrolled container',
      '<div class="s" style="height:200px;overflow:auto;position:relative"><p style="position:relative">SHOWN</p><p style="margin-top:4000px">end</p></div><script>document.querySelector(".s").scrollTop=4000</script>',
    ],
    [
      'above a scrolled page',
      '<p style="position:relative">SHOWN</p><p style="margin-top:4000px">end</p><script>scrollTo(0,4000)</script>',
    ],
    [
      'in a sideways list',
      '<div style="overflow-x:auto;width:300px"><p style="position:relative;left:2000px">SHOWN</p></div>',
    ],
    [
      'letters cut from a gradient',
      '<h1 style="background:linear-gradient(red,blue);background-clip:text;color:transparent">SHOWN</h1>',
    ],
    [
      'white words over a picture',
      '<div style="position:relative"><img src="/hero.svg" style="position:absolute;inset:0"><h1 style="position:relative;color:#fff">SHOWN</h1></div>',
    ],
    [
      'white words over a tint',
      '<style>.t{position:relative;color:#fff}.t::before{content:"";position:absolute;inset:0;background:#000;z-index:-1}</style><div class="t">SHOWN</div>',
    ],
    ['white words on a dark page', '<style>body{background:#111}</style><p style="color:#fff">SHOWN</p>'],
    [
      'an anchor point without size',
      '<div style="position:relative;width:0;height:0"><p style="position:absolute;width:200px">SHOWN</p></div>',
    ],
    ['open details', '<details open><summary>Sum</summary><p>SHOWN</p></details>'],
    [
      'not painted yet by the browser',
      '<div style="content-visibility:auto;margin-top:9000px"><p>SHOWN</p></div>',
    ],
    ['an unknown element', '<x-card>SHOWN</x-card>'],
    ['hidden from screen readers only', '<p aria-hidden="true">SHOWN</p>'],
  ];

  test.each(SHOWN)('%s', async (_how, html) => {
    expect((await capture(body(html))).html).toContain('SHOWN');
  });

  test('open shadow roots in the order they are painted, slots filled', async () => {
    const { html } = await capture(
      body(`<my-card><b slot="name">Ada</b> wrote it.</my-card><script>
        customElements.define('my-card', class extends HTMLElement { connectedCallback() {
          this.attachShadow({ mode: 'open' }).innerHTML = '<style>p{color:red}</style><h2><slot name="name"></slot></h2><slot></slot><slot name="none">Nobody else</slot><inner-card></inner-card>';
        } });
        customElements.define('inner-card', class extends HTMLElement { connectedCallback() {
          this.attachShadow({ mode: 'open' }).innerHTML = '<p>Deep inside</p>'; } });
      </script>`),
    );
    expect(html).toContain('<h2><b>Ada</b></h2>');
    expect(html.indexOf('Ada')).toBeLessThan(html.indexOf('wrote it.'));
    expect(html).toContain('Nobody else');
    expect(html).toContain('<p>Deep inside</p>');
    expect(html).not.toContain('my-card');
  });

  test('frames of the same origin, and no others', async () => {
    const { html } = await capture({
      ...body(
        '<iframe src="/inner"></iframe><iframe src="http://other.example/x"></iframe><iframe src="/inner" style="display:none"></iframe><iframe srcdoc="<p>Written inside</p>"></iframe><iframe srcdoc="<p>HIDDEN</p>" sandbox></iframe>',
      ),
      '/inner': '<p>From the frame</p>',
      'http://other.example/x': '<p>HIDDEN</p>',
    });
    expect(html.match(/From the frame/g)).toHaveLength(1);
    expect(html).toContain('<section><p>From the frame</p></section>');
    expect(html).toContain('<p>Written inside</p>');
    expect(html).not.toContain('HIDDEN');
  });
});

function formula(tex: string): string {
  return `<math display="block"><semantics><msub><mi>u</mi><mi>t</mi></msub><annotation encoding="application/x-tex">${tex}</annotation></semantics></math>`;
}

test('a formula keeps its source, and hides no essay in it', async () => {
  const { html } = await capture(
    body(`<p>It reads ${formula('u_t = 0')}.</p>${formula('HIDDEN '.repeat(200))}`),
  );
  expect(html).toContain('<annotation encoding="application/x-tex">u_t = 0</annotation>');
  expect(html).toContain('<math display="block">');
  expect(html).not.toContain('HIDDEN');
});

test('what a person typed or chose is never read', async () => {
  const { html, facts } = await capture(
    body(`<form><input value="TYPED"><input type="password" value="TYPED"><input autocomplete="one-time-code" value="TYPED">
      <input type="submit" value="TYPED"><textarea>TYPED</textarea><select><option selected>TYPED</option></select>
      <div contenteditable="true"><p>TYPED</p></div><div role="textbox">TYPED</div><output>TYPED</output>
      <iframe id="editor" srcdoc="<body contenteditable>TYPED</body>"></iframe><label>Your name</label></form>`),
    async (page) => {
      await page.locator('textarea').fill('TYPED');
      await page.locator('textarea').selectText();
      await page.locator('[type=password]').fill('TYPED');
    },
  );
  expect(html + JSON.stringify(facts)).not.toContain('TYPED');
  expect(html).toContain('Your name');
});

test('pictures come with the source they show and their natural size', async () => {
  const { html, facts } = await capture(
    body(`<figure><img src="/small.svg" srcset="/large.svg 2x, /small.svg 1x" alt="A &quot;tide&quot; gauge"><figcaption>Gauge at noon</figcaption></figure>
      <div style="margin-top:9000px"><img loading="lazy" src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" data-src="/later.svg" alt="later"></div>
      <img src="/pixel.png"><img src="/gone.svg" style="display:none"><img src="blob:http://reading.example/x">`),
    (page) =>
      page
        .locator('img')
        .first()
        .evaluate((image: HTMLImageElement) => image.decode()),
  );
  expect(facts.images).toEqual([
    { src: `${SITE}small.svg`, alt: 'A "tide" gauge', caption: 'Gauge at noon', width: 320, height: 200 },
    { src: `${SITE}later.svg`, alt: 'later' },
  ]);
  expect(html).toContain(
    `<img src="${SITE}small.svg" alt="A &quot;tide&quot; gauge" width="320" height="200">`,
  );
});

test('the page says who it is: title, address, language, canonical link, date, author, selection, scroll', async () => {
  const { html, facts } = await capture(
    {
      '/': `<!doctype html><html lang="pt-BR" dir="ltr"><head><title>Marés &amp; portos</title><link rel="canonical" href="/mares">
        <meta property="og:site_name" content="Diário"><meta name="viewport" content="x">
        <script type="application/ld+json">{"@graph":[{"@type":"Article","datePublished":"2024-05-01","author":[{"name":"Ana"}]}]}</script></head>
        <body><h1>Marés</h1><p id="p">A maré sobe.</p><a href="porto?a=1&amp;b=2">Porto</a><p style="margin-top:3000px">fim</p></body></html>`,
    },
    (page) =>
      page.evaluate(() => {
        getSelection()?.selectAllChildren(document.querySelector('#p') ?? document.body);
        scrollTo(0, 1000);
      }),
  );
  expect(facts).toEqual({
    url: SITE,
    title: 'Marés & portos',
    canonical_url: `${SITE}mares`,
    language: 'pt-BR',
    selection: 'A maré sobe.',
    images: [],
  });
  expect(html).toMatch(
    /^<!doctype html><html lang="pt-BR" dir="ltr"><head><meta charset="utf-8"><title>Marés &amp; portos<\/title>/,
  );
  expect(html).toContain('<meta property="article:published_time" content="2024-05-01">');
  expect(html).toContain('<meta name="author" content="Ana">');
  expect(html).toContain('<meta property="og:site_name" content="Diário">');
  expect(html).not.toContain('viewport');
  expect(html).toMatch(/<meta name="pagekeep:scrolled" content="0\.[23]\d+">/);
  expect(html).toContain(`<a href="${SITE}porto?a=1&amp;b=2">Porto</a>`);
});

test('markup of a page stays text, whatever it is called', async () => {
  const { html } = await capture(
    body(
      `<p id="p" title="&quot;><script>alert(1)</script>">&lt;script&gt;alert(1)&lt;/script&gt;</p><x"y<z>odd</x"y<z>`,
    ),
  );
  expect(html).not.toMatch(/<script/);
  expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
});

test('a page that changes while it is read is read to its end', async () => {
  const { html } = await capture(body('<h1>Start</h1><div id="list"></div><p>The end.</p>'), (page) =>
    page.evaluate(() => {
      const list = document.querySelector('#list');
      for (let n = 0; n < 6_000; n++)
        list?.append(Object.assign(document.createElement('p'), { textContent: `row ${n}` }));
      setInterval(() => {
        if ((window as unknown as { reports: unknown[] }).reports?.length === 0) return;
        for (let n = 0; n < 200; n++) list?.lastElementChild?.remove();
        list?.prepend(Object.assign(document.createElement('p'), { textContent: 'new' }));
      }, 1);
    }),
  );
  expect(html).toContain('row 0<');
  expect(html).toContain('The end.');
  expect(html).not.toContain('row 5999<');
});

test('a large page travels in pieces that any message can carry, and nothing is lost between them', async () => {
  const { html, longestPiece } = await capture(body('<p id="p"></p>'), (page) =>
    page.evaluate(() => {
      const text = document.querySelector('#p');
      if (text) text.textContent = '😀'.repeat(1_500_000);
    }),
  );
  expect(longestPiece).toBeLessThanOrEqual(4 * 1024 * 1024);
  expect(html.match(/😀/gu)).toHaveLength(1_500_000);
  expect(html.isWellFormed()).toBe(true);
});

test('a page over 32 MB offers its text alone', async () => {
  const page = await open(body(''));
  await page.evaluate(() => {
    for (let n = 0; n < 9; n++) {
      const picture = document.createElement('p');
      picture.textContent = 'x'.repeat(4 * 1024 * 1024);
      document.body.append(picture);
    }
  });
  expect(await captureIn(page, script)).toMatchObject({ code: 'too-large' });
  await page.close();

  const { html, facts } = await capture(
    body(
      '<x-box><h2 class="c">Head</h2><p>Some <a href="/x">linked</a> <b>words</b><br><img src="/hero.svg"></p></x-box>',
    ),
    undefined,
    true,
  );
  expect(html).toContain('<body><h2>Head</h2><p>Some linked words<br></p></body></html>');
  expect(facts.images).toEqual([]);
});

test('a picture or a file is no page', async () => {
  const page = await browser.newPage();
  await page.route('**/*', (route) => route.fulfill({ contentType: 'image/svg+xml', body: DRAWING }));
  await page.goto(`${SITE}drawing.svg`);
  expect(await captureIn(page, script)).toMatchObject({ code: 'not-html' });
  await page.close();
});
