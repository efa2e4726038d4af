import { look } from '../search/look.ts';
export const looked = look();
