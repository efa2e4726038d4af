import { linkedPage } from './linked-site.ts';
import type { Page } from './web-site.ts';

const PROSE = 'The olive harvest begins in October and the press runs until the winter is over. '.repeat(12);

function html(body: string, head = '', status = 200): Page {
  const text = `<!doctype html><html lang="en"><head><title>Olives</title>${head}</head><body>${body}</body></html>`;
  return (_request, response) => response.writeHead(status, { 'content-type': 'text/html' }).end(text);
}

function moved(location: string): Page {
  return (_request, response) => response.writeHead(302, { location }).end();
}

/** Tries every way that a page has to make its browser ask somebody else for something. */
function reaching(canary: string): Page {
  const http = `http://${canary}`;
  return html(
    `<main><h1>Olives</h1><p>${PROSE}</p></main><img src="${http}/img"><iframe src="${http}/frame"></iframe>
    <object data="${http}/object"></object><video src="${http}/video"></video><audio src="${http}/audio"></audio>
    <script src="${http}/script"></script>
    <script>
      const quietly = (reach) => { try { reach(); } catch {} };
      quietly(() => fetch('${http}/fetch', { mode: 'no-cors' }).catch(() => {}));
      quietly(() => fetch('/to-canary', { mode: 'no-cors' }).catch(() => {}));
      quietly(() => navigator.sendBeacon('${http}/beacon', 'x'));
      quietly(() => new WebSocket('ws://${canary}/socket'));
      quietly(() => new EventSource('${http}/events'));
      quietly(() => new Worker(URL.createObjectURL(new Blob(['fetch("${http}/worker",{mode:"no-cors"})']))));
      quietly(() => new RTCPeerConnection({ iceServers: [{ urls: 'turn:${canary}?transport=tcp', username: 'a', credential: 'b' }] })
        .createOffer({ offerToReceiveAudio: true }));
      quietly(() => open('${http}/window'));
    </script>`,
    `<link rel="stylesheet" href="${http}/style"><link rel="prefetch" href="${http}/prefetch">
     <link rel="preconnect" href="${http}"><link rel="icon" href="${http}/icon">`,
  );
}

/** Pages that need a browser, that are none, or that mean no good. `canary` is `host:port` of what must never be reached. */
export function scriptedPages(canary: string): Readonly<Record<string, Page>> {
  return {
    '/plain': linkedPage('/plain', []),
    '/script': html(
      `<div id="root"></div><script>
        fetch('/words').then((answer) => answer.text()).then((words) => {
          root.innerHTML = '<main><h1>Olives</h1><p>' + words + '</p><a href="/plain">On to the plain page</a></main>';
        });</script>`,
    ),
    // What is drawn, and when, has to be as in a browser that somebody looks at.
    '/in-view': html(
      `<main><h1>Olives</h1><div id="root" style="height:40px"></div></main><script>
        new IntersectionObserver((entries, seen) => {
          if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
          seen.disconnect();
          requestAnimationFrame(() => requestAnimationFrame(() => (root.innerHTML = '<p>${PROSE}</p>')));
        }).observe(root);</script>`,
    ),
    // Goes on asking for as long as it is open.
    '/restless': html(
      `<main><h1>Olives</h1><p>${PROSE}</p></main><script>setInterval(() => fetch('/still-here'), 20);</script>`,
    ),
    // Does not let go.
    '/clinging': html(
      `<main><h1>Olives</h1><p>${PROSE}</p></main><script>addEventListener('pagehide', () => { for (;;); });</script>`,
    ),
    // Shows what another page left in its tab, leaves something, and goes back where it can.
    '/leaving': html(
      `<main><h1>Olives</h1><p id="left">${PROSE}</p></main><script>
        left.append(window.name);
        window.name = 'Left behind';
        history.go(-2);</script>`,
    ),
    '/words': (_request, response) => setTimeout(() => response.end(PROSE), 700),
    '/lazy': html(
      `<main><h1>Olives</h1><p>${PROSE}</p><figure><img loading="lazy" src="/seen.jpg" alt="A press" width="400" height="300"></figure>
       <div style="height:9000px"></div><figure><img id="late" alt="A grove" width="400" height="300"></figure><p>${PROSE}</p></main>
       <script>late.src = '/grove.jpg';</script>`,
    ),
    '/shadow': html(
      `<h1>Olives</h1><olive-text></olive-text><script>customElements.define('olive-text', class extends HTMLElement {
        connectedCallback() {
          this.attachShadow({ mode: 'closed' }).innerHTML = '<article><p>Within the shadow: ${PROSE}</p></article>';
        } });</script>`,
    ),
    '/code': html(
      `<main><h1>Olives</h1><olive-sign>${PROSE} It is &lt;b&gt; that makes bold. ${PROSE}</olive-sign>
       <pre><code>&lt;olive-press&gt;&amp;amp;&lt;/olive-press&gt;</code></pre></main>
       <script>customElements.define('olive-sign', class extends HTMLElement {
        connectedCallback() { this.attachShadow({ mode: 'open' }).innerHTML = '<p>The sign says: <slot></slot></p>'; } });</script>`,
    ),
    '/flat-code': html(
      `<main><h1>Olives</h1><p>${PROSE}</p><pre><code>&lt;olive-press&gt;&amp;amp;&lt;/olive-press&gt;</code></pre></main>`,
    ),
    '/banner': html(
      `<div id="cookie-consent" role="dialog" aria-label="Cookie consent" style="position:fixed;inset:0;z-index:9999;background:#fff">
        <p>We value your privacy and use biscuits of many kinds.</p><button>Accept all cookies</button></div>
        <main><h1>Olives</h1><p>${PROSE}</p></main>`,
    ),
    '/drawing': html(
      `<svg width="900" height="400"><text x="10" y="40">A drawing of the press: ${PROSE}</text></svg>`,
    ),
    '/missing': html(`<h1>Not found</h1><p>${PROSE}</p>`, '', 404),
    '/busy': (_request, response) => response.writeHead(429, { 'retry-after': '1' }).end('later'),
    '/moved': moved('/script'),
    '/moved-inside': moved(`http://${canary}/redirect`),
    '/to-canary': moved(`http://${canary}/hop`),
    '/refresh-inside': html(
      `<p>${PROSE}</p>`,
      `<meta http-equiv="refresh" content="0;url=http://${canary}/refresh">`,
    ),
    '/slow': (_request, response) =>
      setTimeout(() => html(`<main><h1>Olives</h1><p>${PROSE}</p></main>`)(_request, response), 4_000),
    '/never': () => undefined,
    '/huge': (_request, response) => {
      const page = Buffer.from(`<p>${PROSE.repeat(45_000)}</p>`);
      response.writeHead(200, { 'content-type': 'text/html', 'content-length': page.byteLength }).end(page);
    },
    '/file': (_request, response) =>
      response.writeHead(200, { 'content-type': 'application/pdf' }).end('%PDF-1.4 olives'),
    '/picture': (_request, response) =>
      response.writeHead(200, { 'content-type': 'image/png' }).end(Buffer.alloc(64)),
    '/reach': reaching(canary),
  };
}
