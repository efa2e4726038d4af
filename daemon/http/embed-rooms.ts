import { isVisible } from '../../shared/contract/visible.ts';
import type { Embedder } from '../embed/embedder.ts';
import { Failure } from '../failure.ts';
import type { Rooms } from './rooms.ts';

interface EmbedHouse {
  readonly model: () => { readonly embedder: Embedder | null };
}

/** The model for other programs: texts as passages are embedded, behind the pages that wait and never before a question. */
export function embedRooms(house: EmbedHouse): Pick<Rooms, 'embed' | 'batchEmbed' | 'embeddings'> {
  return {
    async embed({ text }) {
      const { vectors, dimensions } = await embedTexts([text], house);
      return { embedding: vectors[0] ?? [], dimensions };
    },
    async batchEmbed({ texts }) {
      const { vectors, dimensions } = await embedTexts(texts, house);
      return { embeddings: vectors, dimensions };
    },
    async embeddings({ input, encoding_format }) {
      const texts = typeof input === 'string' ? [input] : input;
      const { vectors, tokens, model } = await embedTexts(texts, house);
      const written = (vector: number[]) => (encoding_format === 'base64' ? asBase64(vector) : vector);
      return {
        object: 'list',
        data: vectors.map((vector, index) => ({ object: 'embedding', index, embedding: written(vector) })),
        model,
        usage: { prompt_tokens: tokens, total_tokens: tokens },
      };
    },
  };
}

async function embedTexts(texts: readonly string[], { model }: EmbedHouse) {
  const { embedder } = model();
  if (embedder === null) throw new Failure('not-ready', 'The model is not loaded yet. Ask again shortly.');
  const blank = texts.findIndex((text) => !isVisible(text));
  if (blank !== -1) {
    const which = texts.length === 1 ? 'The text' : `Text ${blank}, counted from 0,`;
    throw new Failure('bad-input', `${which} is blank: there is nothing to embed.`, {
      details: { index: blank },
    });
  }
  const vectors = await embedder.embedPassages(texts);
  return {
    vectors: vectors.map((vector) => Array.from(vector)),
    tokens: texts.reduce((sum, text) => sum + (embedder.countTokens?.(text) ?? 0), 0),
    dimensions: embedder.dimensions,
    model: embedder.model,
  };
}

/** Little-endian floats, as OpenAI's clients read them. */
function asBase64(vector: readonly number[]): string {
  return Buffer.from(Float32Array.from(vector).buffer).toString('base64');
}
