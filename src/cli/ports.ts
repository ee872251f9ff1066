import { VesnikError } from '#errors.ts';

/** What `start` gives on the first of these ports that is free; on the system's choice when none is. */
export async function onFreePort<T>(ports: readonly number[], start: (port: number) => Promise<T>): Promise<T> {
  for (const port of ports) {
    try {
      return await start(port);
    } catch (error) {
      if (!isTaken(error)) throw error;
    }
  }
  return start(0);
}

/** As `start(port)`; a port that cannot be had becomes a VesnikError of kind usage that names the option. */
export async function onPort<T>(option: string, port: number, start: (port: number) => Promise<T>): Promise<T> {
  try {
    return await start(port);
  } catch (error) {
    if (!isTaken(error)) throw error;
    throw new VesnikError({
      code: 'port-taken',
      message: `Port ${port} is taken by another program, or this user may not use it.`,
      hint: `Choose another: --${option} ${port + 1}, or --${option} 0 for any that is free.`,
      kind: 'usage',
      cause: error,
    });
  }
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'EADDRINUSE' || error.code === 'EACCES');
}
