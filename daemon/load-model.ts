import type { Embedder } from './embed/embedder.ts';
import { provideEmbedder } from './embed/provide-embedder.ts';
import { Failure } from './failure.ts';
import type { SearchIndex } from './index/search-index.ts';
import type { PageReader } from './ingest/page-reader.ts';
import type { Publisher } from './ingest/publish-page.ts';
import { asError } from './log.ts';
import type { Log } from './log.ts';

/** What is known of the model; it changes once, when the model is loaded or turns out to be missing. */
export interface Model {
  embedder: Embedder | null;
  wordsOnlyNotice: string;
}

type Provided = Omit<Parameters<typeof provideEmbedder>[0], 'signal' | 'onVocabulary' | 'report'>;

interface ModelTools {
  readonly index: SearchIndex;
  readonly reader: PageReader;
  readonly publisher: Publisher;
  readonly log: Log;
}

/** Loads the model behind the open door. On closing, the queue lets go of the model before the model ends. */
export function openLoader(
  provided: Provided,
  { index, reader, publisher, log }: ModelTools,
  opened: AsyncDisposableStack,
): { readonly model: Model; load(): Promise<void> } {
  const model: Model = {
    embedder: null,
    wordsOnlyNotice: 'Showing exact words for now. Search by meaning is getting ready.',
  };
  const stop = new AbortController();
  let loading: Promise<Embedder> | null = null;
  opened.defer(async () => {
    stop.abort();
    const embedder = await loading?.catch(() => null);
    await embedder?.close();
  });
  opened.defer(() => publisher.stop());

  async function load(): Promise<void> {
    loading = provideEmbedder({
      ...provided,
      signal: stop.signal,
      onVocabulary: (file) => reader.useVocabulary(file),
      report: (line) => log.warn(line),
    });
    const embedder = await loading;
    const { missing_vectors } = await index.adoptModel(embedder.fingerprint);
    model.embedder = embedder;
    publisher.useEmbedder(embedder);
    publisher.embedMissing(missing_vectors);
  }
  return {
    model,
    load() {
      const ready = load();
      ready.catch(async (error: unknown) => {
        sayMissingModel(error, model, log);
        publisher.giveUp();
        // While stopping the index is closed already, and nobody asks how much waits.
        const indexed = await index.listIndexed().catch(() => []);
        const waiting = indexed.filter(({ has_vector }) => !has_vector);
        publisher.embedMissing(waiting.map(({ passage_id }) => passage_id));
      });
      return ready;
    },
  };
}

function sayMissingModel(error: unknown, model: Model, log: Log): void {
  log.error('the model could not be loaded', { error: asError(error) });
  const reason =
    error instanceof Failure ? error.message : 'The model could not be loaded; the log says why.';
  model.wordsOnlyNotice = `Showing exact words only: ${reason}`;
}
