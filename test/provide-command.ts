import { runCommand } from './run-command.ts';

/** Runs `find`; when it throws, installs Debian packages and runs it again. Without apt or root the first error stands, because it names what is missing. */
export async function provideCommand<T>(find: () => T | Promise<T>, ...debianPackages: string[]): Promise<T> {
  try {
    return await find();
  } catch (missing) {
    if (!(await install(debianPackages))) throw missing;
    return find();
  }
}

async function install(debianPackages: readonly string[]): Promise<boolean> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  console.log(`Installing ${debianPackages.join(', ')} by apt-get`);
  const quiet = { DEBIAN_FRONTEND: 'noninteractive' };
  // The list of a fresh machine is empty, so it is fetched first.
  return (
    (await runCommand(['apt-get', 'update', '-qq'], quiet)) === 0 &&
    (await runCommand(
      ['apt-get', 'install', '-y', '-qq', '--no-install-recommends', ...debianPackages],
      quiet,
    )) === 0
  );
}
