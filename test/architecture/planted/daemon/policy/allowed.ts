export const allowed = (): boolean => true;
