export const picture = (): string => 'seen';
