import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openLocalEmbedder } from '../../daemon/embed/local-embedder.ts';
import type { Embedder } from '../../daemon/embed/embedder.ts';
import { embedRooms } from '../../daemon/http/embed-rooms.ts';
import { ask, openDoor, post } from '../attacks/open-door.ts';
import type { OpenDoor } from '../attacks/open-door.ts';
import { realModel } from '../real-model.ts';

let embedder: Embedder;
let door: OpenDoor;
let asleep: OpenDoor;

beforeAll(async () => {
  embedder = await openLocalEmbedder({ files: await realModel(), bulkWorkers: 1 });
  door = await openDoor({ rooms: embedRooms({ model: () => ({ embedder }) }) });
  asleep = await openDoor({ rooms: embedRooms({ model: () => ({ embedder: null }) }) });
});
afterAll(async () => {
  await Promise.all([door.close(), asleep.close()]);
  await embedder.close();
});

const send = async (path: string, body: unknown, at = door) => {
  const { status, text } = await post(at.port, path, JSON.stringify(body));
  return { status, body: JSON.parse(text) as Record<string, unknown> };
};

function cosine(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0);
}

describe('the model for other programs', () => {
  test('gives one text, several, and the shape of OpenAI the same vectors, bare', async () => {
    const texts = [
      'Yeast eats sugar and the dough rises.',
      'int main(void) { return 0; }',
      'Bread rises because of yeast.',
    ];
    const { body: batch } = await send('/batch_embed', { texts });
    const vectors = batch['embeddings'] as number[][];
    expect(batch).toEqual({ embeddings: vectors, dimensions: 384 });
    expect(cosine(vectors[0] ?? [], vectors[2] ?? [])).toBeGreaterThan(
      cosine(vectors[0] ?? [], vectors[1] ?? []),
    );
    expect((await send('/embed', { text: texts[1] })).body).toEqual({
      embedding: vectors[1],
      dimensions: 384,
    });

    const { body: openai } = await send('/v1/embeddings', { input: texts, model: 'anything' });
    expect(openai).toMatchObject({ object: 'list', model: embedder.model });
    expect(openai['data']).toEqual(
      vectors.map((embedding, index) => ({ object: 'embedding', index, embedding })),
    );
    const tokens = texts.reduce((sum, text) => sum + (embedder.countTokens?.(text) ?? 0), 0);
    expect(tokens).toBeGreaterThan(texts.length * 2);
    expect(openai['usage']).toEqual({ prompt_tokens: tokens, total_tokens: tokens });

    const { body: packed } = await send('/v1/embeddings', { input: texts[0], encoding_format: 'base64' });
    const [{ embedding }] = packed['data'] as [{ embedding: string }];
    const bytes = Buffer.from(embedding, 'base64');
    const unpacked = Array.from({ length: 384 }, (_, at) => bytes.readFloatLE(at * 4));
    expect(unpacked).toEqual(vectors[0]);
  });

  test.each([
    ['/embed', 'an empty text', { text: '' }, 400],
    ['/embed', 'nothing to be seen', { text: ' \u200B\n' }, 400],
    // Something to be seen, so the description cannot tell.
    ['/embed', 'signs that no model reads', { text: '\uE96B' }, 422],
    ['/v1/embeddings', 'signs that no model reads', { input: '\uE96B' }, 422],
    ['/embed', 'no text', {}, 400],
    ['/embed', 'a number', { text: 7 }, 400],
    ['/batch_embed', 'an empty list', { texts: [] }, 400],
    ['/batch_embed', 'a text for a list', { texts: 'one' }, 400],
    ['/batch_embed', 'a blank text among others', { texts: ['fine', '  '] }, 400],
    ['/v1/embeddings', 'an empty list', { input: [] }, 400],
    ['/v1/embeddings', 'an unknown encoding', { input: 'a', encoding_format: 'int8' }, 400],
    ['/batch_embed', 'too many texts', { texts: Array.from({ length: 2_049 }, () => 'a') }, 413],
    ['/batch_embed', 'too many bytes', { texts: ['a'.repeat(8 * 1024 * 1024)] }, 413],
  ])('refuses %s with %s with a sentence', async (path, _what, body, status) => {
    const answer = await send(path, body);
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({
      success: false,
      error: { message: expect.stringMatching(/^\w.+ .+\.$/) },
    });
  });

  test('names a blank text by its place', async () => {
    const { body } = await send('/batch_embed', { texts: ['fine', '  '] });
    expect(body).toMatchObject({ error: { code: 'bad-input', details: { index: 1 } } });
  });

  test('says that it is not ready, and asks for a token', async () => {
    expect((await send('/embed', { text: 'a' }, asleep)).status).toBe(503);
    const stranger = await ask(door.port, {
      path: '/embed',
      method: 'POST',
      token: null,
      body: '{"text":"a"}',
      headers: { 'content-type': 'application/json' },
    });
    expect(stranger.status).toBe(401);
  });
});
