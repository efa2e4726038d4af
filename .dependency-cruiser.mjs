// Who may import whom (DESIGN.md 1). Each name is the rule; each comment is the reason.
// Tests stand beside what they test, so the rules look at product files only; type imports count like any other.

const TESTS = '\\.test\\.tsx?$';
const doors = 'http|mcp|cli';
const work = 'ingest|search|crawl|images';
const floor = 'store|index|embed|security';

/** Matches a package by name, found in a node_modules or not installed at all. */
const packages = (...names) => `(^|node_modules/)(${names.join('|')})(/|$)`;

/** @type {import('dependency-cruiser').IForbiddenRuleType[]} */
const forbidden = [
  {
    name: 'no-cycles',
    comment:
      'Files that need each other cannot be read, tested or moved alone. Types may refer to each other.',
    from: {},
    to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
  },
  {
    name: 'no-orphans',
    comment: 'A file that imports nothing and that nothing imports is left over.',
    from: { orphan: true, pathNot: [TESTS, '\\.d\\.ts$', '^test/'] },
    to: {},
  },
  {
    name: 'resolvable',
    comment: 'An import that leads nowhere fails on the machine of whoever installs this.',
    from: {},
    to: { couldNotResolve: true },
  },
  {
    name: 'packages-are-listed',
    comment: 'A package that only another package brought along vanishes when that one changes its mind.',
    from: {},
    to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
  },
  {
    name: 'no-dev-dependencies-in-product',
    comment: 'Installed without its development packages the daemon must still start.',
    from: { path: '^(daemon|shared)/', pathNot: TESTS },
    to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'product-does-not-import-tests',
    comment: 'What is shipped does not depend on what is not.',
    from: { path: '^(daemon|shared|extension)/', pathNot: TESTS },
    to: { path: ['^test/', TESTS] },
  },
  {
    name: 'shared-stands-alone',
    comment:
      'Both sides run it, so it may lean on nothing that only one side has; zod/mini keeps the background small.',
    from: { path: '^shared/', pathNot: TESTS },
    to: { pathNot: ['^shared/', 'node_modules/zod/(v4/)?mini/'] },
  },
  {
    name: 'extension-knows-only-shared',
    comment:
      'The extension is updated by a store, the daemon by hand: all they have in common is the contract.',
    from: { path: '^extension/', pathNot: TESTS },
    to: { path: '^(daemon|test)/' },
  },
  {
    name: 'extension-has-no-node',
    comment: 'The bundler puts an empty stub where Node is imported and stays green; the browser then fails.',
    from: { path: '^extension/', pathNot: TESTS },
    to: { dependencyTypes: ['core'] },
  },
  {
    name: 'ui-has-no-browser-api-or-fetch',
    comment: 'A view shows what it is given, so every state of it can be drawn and tested without a browser.',
    from: { path: '^extension/ui/', pathNot: TESTS },
    to: {
      path: [
        packages('wxt', '@wxt-dev/[^/]+', 'webextension-polyfill'),
        '^extension/(daemon-client|background|capture|entrypoints)/',
      ],
    },
  },
  {
    name: 'daemon-knows-no-extension',
    comment: 'The daemon answers whoever speaks the contract.',
    from: { path: '^daemon/', pathNot: TESTS },
    to: { path: '^extension/' },
  },
  {
    name: 'sql-stays-in-store-and-index',
    comment:
      'Another engine must be able to take their place, and injection has only two rooms to hide in. Leaves named after SQLite serve both.',
    from: {
      path: '^(daemon|shared|extension)/',
      pathNot: ['^daemon/(store|index)/', '^daemon/[^/]*sqlite[^/]*$', TESTS],
    },
    to: { path: packages('better-sqlite3', 'sqlite-vec', '@types/better-sqlite3') },
  },
  {
    name: 'models-stay-in-embed',
    comment: 'A model is native code and minutes of work: one room knows how to hold it.',
    from: { path: '^(daemon|shared|extension)/', pathNot: ['^daemon/embed/', TESTS] },
    to: { path: packages('onnxruntime-[^/]+', '@xenova/transformers', '@huggingface/transformers') },
  },
  {
    name: 'mcp-sdk-stays-in-mcp',
    comment: 'The protocol changes by dates; the rooms do not.',
    from: { path: '^(daemon|shared|extension)/', pathNot: ['^daemon/mcp/', TESTS] },
    to: { path: packages('@modelcontextprotocol/[^/]+') },
  },
  {
    name: 'web-server-stays-in-http',
    comment: 'No room behind the door knows a request, a header or a status.',
    from: { path: '^(daemon|shared|extension)/', pathNot: ['^daemon/http/', TESTS] },
    to: { path: packages('hono', '@hono/[^/]+') },
  },
  {
    name: 'doors-do-not-open-each-other',
    comment: 'A tool, a route and a command call the same function instead of one another.',
    from: { path: `^daemon/(${doors})/`, pathNot: TESTS },
    to: { path: `^daemon/(${doors})/`, pathNot: '^daemon/$1/' },
  },
  {
    name: 'rooms-do-not-know-the-doors',
    comment: 'What a room does is the same whoever asked.',
    from: { path: '^daemon/', pathNot: [`^daemon/(${doors})/`, '^daemon/(main|bridge|relay)\\.ts$', TESTS] },
    to: { path: `^daemon/(${doors})/` },
  },
  {
    name: 'only-main-composes',
    comment: 'What is opened once (store, index, model, page reader) is opened in main.ts and handed on.',
    from: { path: '^daemon/([^/]+)/', pathNot: TESTS },
    to: {
      path: '^daemon/(store/open-|index/open-|embed/(local|transformers)-embedder|ingest/page-reader\\.ts)',
      pathNot: '^daemon/$1/',
      dependencyTypesNot: ['type-only'],
    },
  },
  {
    name: 'only-the-command-line-starts-main',
    comment: 'Whoever imports the composition root holds every room at once.',
    from: { path: '^(daemon|shared|extension)/', pathNot: ['^daemon/cli/', TESTS] },
    to: { path: '^daemon/main\\.ts$' },
  },
  {
    name: 'jobs-above-work',
    comment: 'Jobs remember long work and call the rooms that do it, never the other way round.',
    from: { path: `^daemon/(${work}|policy|${floor})/`, pathNot: TESTS },
    to: { path: '^daemon/jobs/' },
  },
  {
    name: 'work-rooms-are-siblings',
    comment:
      'The flow of a page and the flow of a question change for different reasons; only jobs join them.',
    from: { path: '^daemon/(search|crawl|images)/', pathNot: TESTS },
    to: { path: `^daemon/(${work})/`, pathNot: '^daemon/$1/' },
  },
  {
    name: 'ingest-knows-only-images',
    comment:
      'A page keeps its pictures in the same breath; that is the one step from one work room to another.',
    from: { path: '^daemon/ingest/', pathNot: TESTS },
    to: { path: '^daemon/(search|crawl)/' },
  },
  {
    name: 'policy-knows-no-work',
    comment: 'What may be kept is decided without knowing who is about to keep it.',
    from: { path: '^daemon/policy/', pathNot: TESTS },
    to: { path: `^daemon/(${work})/` },
  },
  {
    name: 'floor-knows-no-room',
    comment: 'Store, index, embed and security carry the house, so they lean on nothing above them.',
    from: { path: `^daemon/(${floor})/`, pathNot: TESTS },
    to: { path: '^daemon/[^/]+/', pathNot: `^daemon/(${floor})/` },
  },
  {
    name: 'floor-rooms-stand-apart',
    comment:
      'The store is the truth and the index can be thrown away: neither needs the other to start. A shape may be shared, and security is pure.',
    from: { path: `^daemon/(${floor})/`, pathNot: TESTS },
    to: {
      path: '^daemon/(store|index|embed)/',
      pathNot: '^daemon/$1/',
      dependencyTypesNot: ['type-only'],
    },
  },
  {
    name: 'index-loads-no-schemas',
    comment:
      'Its thread is what the first question after a start waits for: what checks requests would be loaded there once more.',
    from: { path: '^daemon/index/', pathNot: TESTS },
    to: {
      path: '^shared/contract/',
      pathNot: '^shared/contract/(image-format|tag-key)\\.ts$',
      dependencyTypesNot: ['type-only'],
    },
  },
  {
    name: 'leaves-know-no-room',
    comment: 'Everything imports config, failure and log; what they import, everything imports.',
    from: { path: '^daemon/(config|failure|log)\\.ts$' },
    to: { path: '^daemon/[^/]+/' },
  },
];

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: forbidden.map((rule) => ({ severity: 'error', ...rule })),
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^test/architecture/planted/', '^test/fixtures/'] },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.d.ts'],
    },
  },
};
