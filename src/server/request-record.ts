import type { MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import type { Connection } from './client.ts';

/** What may be told of a request: nothing of who asked, and of a personal link only which door it opens. */
export interface RequestRecord {
  readonly method: string;
  /** The pattern of the door, `/u/:token`; everything that is not a door is `/*`. */
  readonly route: string;
  readonly status: number;
  /** Until the answer's head was ready, in milliseconds. */
  readonly ms: number;
}

/** Tells of each request once it is answered; of one that failed, too. */
export function recordRequests(tell: (record: RequestRecord) => void): MiddlewareHandler<{ Bindings: Connection }> {
  return async (context, next) => {
    const startedMs = performance.now();
    await next();
    // The pattern that answered, not the path: an unknown path may hold a token, too.
    const route = routePath(context);
    const ms = Math.round(performance.now() - startedMs);
    tell({ method: context.req.method, route, status: context.res.status, ms });
  };
}
