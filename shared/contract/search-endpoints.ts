import type { Endpoint } from './endpoint.ts';
import { imageAnswer, imageRequest, thumbnail } from './image.ts';
import { pageId } from './page-endpoints.ts';
import { searchAnswer, searchRequest } from './passage.ts';
import { suggestAnswer, suggestRequest, tagList, tagQuery } from './tag.ts';
import { targetAnswer, targetRequest } from './target.ts';

/** Questions, and the tags that widen them. */
export const searchEndpoints = {
  search: {
    method: 'POST',
    path: '/api/v1/search',
    scope: 'read',
    from: 'body',
    request: searchRequest,
    response: searchAnswer,
  },
  searchTarget: {
    method: 'POST',
    path: '/api/v1/search/target',
    scope: 'read',
    from: 'body',
    request: targetRequest,
    response: targetAnswer,
  },
  searchImages: {
    method: 'POST',
    path: '/api/v1/images/search',
    scope: 'read',
    from: 'body',
    request: imageRequest,
    response: imageAnswer,
  },
  thumbnail: {
    method: 'GET',
    path: '/api/v1/images/{id}/thumbnail',
    scope: 'read',
    from: 'none',
    request: pageId,
    response: thumbnail,
  },
  tags: {
    method: 'GET',
    path: '/api/v1/tags',
    scope: 'read',
    from: 'query',
    request: tagQuery,
    response: tagList,
  },
  suggestTags: {
    method: 'POST',
    path: '/api/v1/tags/suggest',
    scope: 'read',
    from: 'body',
    request: suggestRequest,
    response: suggestAnswer,
  },
} as const satisfies Record<string, Endpoint>;
