import { CONNECT_SCREENS } from './connect-screens.tsx';
import { LIBRARY_SCREENS } from './library-screens.tsx';
import { OPTIONS_SCREENS } from './options-screens.tsx';
import { POPUP_SCREENS } from './popup-screens.tsx';
import { SITE_SCREENS } from './site-screens.tsx';
import type { Screen } from './screen.ts';

/** Every screen in every state. */
export const SCREENS: readonly Screen[] = [
  ...POPUP_SCREENS,
  ...OPTIONS_SCREENS,
  ...CONNECT_SCREENS,
  ...LIBRARY_SCREENS,
  ...SITE_SCREENS,
];
