import { FORMATS } from '../../shared/contract/picture.ts';

export const known = FORMATS;
