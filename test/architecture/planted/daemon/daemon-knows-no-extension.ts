import { ask } from '../extension/daemon-client/ask.ts';
export const asked = ask();
