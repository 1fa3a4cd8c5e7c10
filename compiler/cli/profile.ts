import { writeFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';

/** Begins a CPU profile of this process; the answer ends it and writes it to a file. */
export async function startProfile(path: string): Promise<() => Promise<void>> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.start');
  return async () => {
    const { profile } = await session.post('Profiler.stop');
    writeFileSync(path, JSON.stringify(profile));
    session.disconnect();
  };
}
