import { render } from 'preact';
import { ASKED } from './sample-ask.ts';
import { SCREENS } from './screens.tsx';

/** Every screen as a link; tests and screenshots find names, sizes and words to type here. */
function Index() {
  return (
    <main>
      <h1>Every screen</h1>
      <ul>
        {SCREENS.map(({ name, width, height, type = '', press = '', keys = '' }) => (
          <li key={name}>
            <a
              href={`?screen=${name}`}
              data-width={width}
              data-height={height}
              data-type={type}
              data-press={press}
              data-keys={keys}
            >
              {name}
            </a>
          </li>
        ))}
      </ul>
    </main>
  );
}

const wanted = new URLSearchParams(location.search).get('screen');
const screen = SCREENS.find(({ name }) => name === wanted);
if (screen === undefined) {
  render(<Index />, document.body);
} else {
  document.body.className = screen.frame;
  document.title = screen.name;
  if (screen.rtl === true) document.documentElement.dir = 'rtl';
  Object.assign(globalThis, { asked: ASKED });
  render(screen.view(), document.body);
}
