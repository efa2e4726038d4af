import { picture } from '../images/picture.ts';
export type Page = ReturnType<typeof picture>;
