import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { VesnikError } from '#errors.ts';

/** One kind of page or file. */
interface CompiledRoute {
  readonly route: string;
  readonly component: string;
  readonly type: string;
  /** Where there is only one of its kind. */
  readonly pathname?: string;
  readonly isIndex: boolean;
  readonly origin: string;
  readonly prerender: boolean;
  readonly pattern: RegExp;
  readonly segments: readonly (readonly { readonly content: string; readonly dynamic: boolean }[])[];
}

interface StaticPath {
  readonly params: Readonly<Record<string, string>>;
  readonly props?: object;
  readonly cacheKey?: string;
}

/** What we use of the program that Astro compiles to make a static site (astro/dist/core/build/app.js). */
interface CompiledApp {
  readonly manifest: {
    readonly routes: readonly { readonly routeData: CompiledRoute; readonly styles: readonly object[] }[];
  };
  readonly routeCache: { readonly clearAll: () => void };
  readonly setInternals: (internals: object) => void;
  readonly setOptions: (options: object) => void;
  readonly getComponentByRoute: (
    route: CompiledRoute,
  ) => Promise<{ readonly getStaticPaths?: (options: object) => Promise<readonly StaticPath[]> }>;
  readonly render: (request: Request, options: { readonly routeData: CompiledRoute }) => Promise<Response>;
}

/** A page or a file that the site is to have. */
export interface AppPage {
  /** On the site, with slashes: `en/2024-04-15/index.html`. */
  readonly file: string;
  /** Stays the same while what it shows stays the same; undefined where nobody knows. */
  readonly key: () => string | undefined;
  readonly render: () => Promise<Uint8Array>;
}

/**
 * The pages that compiled code makes of what is on the shelf (shelf.ts), each when it is asked for. This does what Astro's own
 * static build does once it has compiled (astro/dist/core/build/generate.js).
 */
export async function appPages(compiled: string): Promise<AppPage[]> {
  const app = await openApp(compiled);
  const pages = new Map<string, AppPage>();
  for (const { routeData } of app.manifest.routes) {
    if (!routeData.prerender) continue;
    for (const { path, key } of await pathsOf(app, routeData)) {
      const file = fileOf(routeData, path);
      // As in Astro the first one counts.
      if (!pages.has(file)) pages.set(file, { file, key, render: () => render(app, routeData, path) });
    }
  }
  return [...pages.values()];
}

async function openApp(compiled: string): Promise<CompiledApp> {
  const folder = join(compiled, 'server');
  const entry = (await readdir(folder)).find(name => name.startsWith('prerender-entry'));
  if (entry === undefined) throw new TypeError(`nothing was compiled into ${folder}`);
  const { app }: { app: CompiledApp } = await import(pathToFileURL(join(folder, entry)).href);
  const pagesByKeys = new Map(
    app.manifest.routes.map(({ routeData: { route, component }, styles }) => [
      `${route}&${component}`,
      { styles: styles.map(sheet => ({ depth: 0, order: 0, sheet })) },
    ]),
  );
  app.setInternals({ pagesByKeys });
  app.setOptions({ settings: { scripts: [] }, logger: { options: { destination: { write: () => {} } } } });
  // A build before in the same process had other content.
  app.routeCache.clearAll();
  return app;
}

async function pathsOf(app: CompiledApp, route: CompiledRoute) {
  if (route.pathname !== undefined) return [{ path: route.pathname.slice(1), key: () => undefined }];
  if (route.origin === 'internal') return [];
  const { getStaticPaths } = await app.getComponentByRoute(route);
  const paths = (await getStaticPaths?.({ routePattern: route.route })) ?? [];
  return paths.map(each => ({ path: pathOf(route, each.params), key: () => each.cacheKey }));
}

function pathOf({ segments }: CompiledRoute, params: StaticPath['params']): string {
  return segments
    .map(parts => parts.map(({ content, dynamic }) => (dynamic ? params[content] : content)).join(''))
    .join('/');
}

// `build.format` is `preserve` (config.ts).
function fileOf({ type, isIndex }: CompiledRoute, path: string): string {
  if (type === 'endpoint') return path;
  if (!isIndex && path !== '') return `${path}.html`;
  return path === '' ? 'index.html' : `${path}/index.html`;
}

// `trailingSlash` is `always`, which Astro asks also of a file whose whole name is a parameter.
function addressOf({ type, isIndex, pattern }: CompiledRoute, path: string): string {
  if (type !== 'endpoint') return path === '' ? '/' : `/${path}${isIndex ? '/' : '.html'}`;
  return pattern.test(`/${path}`) ? `/${path}` : `/${path}/`;
}

async function render(app: CompiledApp, routeData: CompiledRoute, path: string): Promise<Uint8Array> {
  const response = await app.render(new Request(`http://localhost${addressOf(routeData, path)}`), { routeData });
  if (response.status >= 300 && response.status !== 404)
    throw new VesnikError({
      code: 'page-failed',
      message: `The page /${path} cannot be made: its code answered ${response.status}.`,
      hint: 'Type `npm run dev` and open the page to see why.',
    });
  return new Uint8Array(await response.arrayBuffer());
}
