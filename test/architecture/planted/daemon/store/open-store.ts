export const openStore = (): string => 'store';
