import { startDaemon } from '../main.ts';
export const started = startDaemon();
