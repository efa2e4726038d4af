export const FORMATS = ['jpg'];
