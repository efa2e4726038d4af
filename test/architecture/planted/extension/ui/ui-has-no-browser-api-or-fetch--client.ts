import { ask } from '../daemon-client/ask.ts';
export const asked = ask();
