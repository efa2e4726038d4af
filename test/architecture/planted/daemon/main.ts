import { openStore } from './store/open-store.ts';
export const startDaemon = openStore;
