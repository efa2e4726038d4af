import { pretended } from '../test/pretended.ts';
export const real = pretended;
