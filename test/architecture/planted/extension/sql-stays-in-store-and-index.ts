import { load } from 'sqlite-vec';
export const loaded = load;
