// Without a schema: the thread of the index, which knows these names, would load all that checks requests for them.

export const IMAGE_FORMATS = ['jpg', 'png', 'webp', 'gif', 'svg', 'avif'] as const;
export type ImageFormat = (typeof IMAGE_FORMATS)[number];
