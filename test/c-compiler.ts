import { execFileSync } from 'node:child_process';

/** The C compiler that builds the fault shim of the crash tests; throws where none with the C library's headers is there. */
export function cCompiler(): string {
  const compiler = process.env['CC'] ?? 'cc';
  try {
    execFileSync(compiler, ['-E', '-x', 'c', '-'], {
      input: '#include <unistd.h>\n',
      stdio: ['pipe', 'ignore', 'ignore'],
    });
  } catch (cause) {
    throw new Error(
      'The crash tests need a C compiler: install one that answers to cc (on Debian: apt install gcc libc6-dev).',
      { cause },
    );
  }
  return compiler;
}
