import { there } from './no-cycles.ts';
export const back = (): unknown => there();
