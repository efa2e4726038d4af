// The frame with the field goes out first; reading the code before it would keep a person waiting for the window itself.
requestAnimationFrame(() => setTimeout(() => void import('./main.tsx')));
