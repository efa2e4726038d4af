import { says } from '../cli/says.ts';
export const heard = says();
