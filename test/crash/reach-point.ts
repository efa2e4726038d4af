import { ASKED_POINT, readPoint } from './crash-point.ts';

type Step = (...args: readonly unknown[]) => unknown;

let calls = 0;

function crash(): never {
  process.kill(process.pid, 'SIGKILL');
  throw new Error('unreachable: the process is gone');
}

/** The step with the asked crash point around it; calls are counted in each thread. */
export function stopAt(step: Step): Step {
  const { name, when, call = 1 } = readPoint(process.env[ASKED_POINT] ?? '{}');
  if (typeof step !== 'function') throw new Error(`The step of the crash point "${name}" is gone.`);
  return (...args) => {
    calls += 1;
    if (calls !== call) return step(...args);
    if (when === 'before') crash();
    const result = step(...args);
    return result instanceof Promise ? result.finally(crash) : crash();
  };
}
