import { Failure } from '../failure.ts';

const FULL = new Set(['ENOSPC', 'EDQUOT', 'EIO', 'EFBIG']);
const WRONG = new Set([
  'EACCES',
  'EPERM',
  'EROFS',
  'ENOENT',
  'ENOTDIR',
  'EISDIR',
  'ENAMETOOLONG',
  'ELOOP',
  'EINVAL',
]);

/** Says what the system refused to do with a path that a person named: `disk-full` or `bad-input`; anything else stays as it is. */
export function fileFailure(error: unknown, path: string): unknown {
  if (!(error instanceof Error) || !('code' in error) || error instanceof Failure) return error;
  const code = String(error.code);
  if (FULL.has(code)) {
    return new Failure(
      'disk-full',
      `${path} cannot be written: the disk is full or failing. Nothing was changed.`,
      {
        cause: error,
      },
    );
  }
  if (!WRONG.has(code)) return error;
  const why = code === 'ENOENT' ? 'is not there' : `cannot be used (${code})`;
  return new Failure('bad-input', `${path} ${why}.`, { cause: error });
}
