import type { Newsletter } from '#content/publication.ts';
import { askedAgain, fileHeaders, type Headers, keptFolders, keptFor, siteHeaders } from '#render/site-headers.ts';

/**
 * What other servers must be told to give out the site as `vesnik serve` does: the same headers, the same times of keeping, the page
 * of a missing address in the language of the address. By their paths in the site:
 *
 * - `_headers` is read by Netlify and Cloudflare Pages, `_redirects` by Netlify (Cloudflare finds `<language>/404.html` by itself);
 * - `_service/nginx.conf` is included in a `server` block, `_service/Caddyfile` at the top of a Caddyfile, where a site then says
 *   `import vesnik`. They hold nothing secret; `_service/` is given out by nobody.
 */
export function hostFiles({ url, doors, languages }: Newsletter): Readonly<Record<string, string>> {
  const headers = siteHeaders({ site: url, doors: doors ?? url });
  return {
    _headers: headersFile(headers),
    _redirects: lines(languages.map(language => `/${language}/* /${language}/404.html 404`)),
    '_service/nginx.conf': nginx(headers, languages),
    '_service/Caddyfile': caddy(headers, languages),
  };
}

/** Headers that only the files of one kept folder have. */
const ofFolder = (folder: string) => Object.entries(fileHeaders(`/${folder}/x`));

function headersFile(headers: Headers): string {
  const rule = (path: string, entries: readonly (readonly [string, string])[]) => [
    path,
    ...entries.map(([name, value]) => `  ${name}: ${value}`),
  ];
  return lines([
    // Nothing of keeping for all files: rules that fit are joined, and what these hosts say of themselves is `no-cache` in other words.
    ...rule('/*', Object.entries(headers)),
    ...keptFolders.flatMap(folder => rule(`/${folder}/*`, ofFolder(folder))),
  ]);
}

function nginx(headers: Headers, languages: readonly string[]): string {
  const add = (name: string, value: string) => `add_header ${name} "${value}" always;`;
  return lines([
    '# Include this in the `server` block whose `root` is the built site.',
    'index index.html;',
    'charset utf-8;',
    ...Object.entries(headers).map(([name, value]) => add(name, value)),
    `set $vesnik_cache "${askedAgain}";`,
    `if ($uri ~ ^/(${keptFolders.join('|')})/.) { set $vesnik_cache "${keptFor}"; }`,
    add('Cache-Control', '$vesnik_cache'),
    '# An empty header is not sent.',
    'set $vesnik_shown_by "";',
    ...keptFolders.flatMap(folder =>
      ofFolder(folder)
        .filter(([name]) => name === 'Cross-Origin-Resource-Policy')
        .map(([, value]) => `if ($uri ~ ^/${folder}/.) { set $vesnik_shown_by "${value}"; }`),
    ),
    add('Cross-Origin-Resource-Policy', '$vesnik_shown_by'),
    'set $vesnik_missing /404.html;',
    `if ($uri ~ ^/(${languages.join('|')})/) { set $vesnik_missing /$1/404.html; }`,
    'error_page 404 $vesnik_missing;',
    'location ^~ /_service/ { return 404; }',
    'location ~ /\\. { return 404; }',
    'location = /_headers { return 404; }',
    'location = /_redirects { return 404; }',
    'location ~ /feed\\.xml$ { types { } default_type application/rss+xml; charset_types *; }',
    'location ~ /feed\\.json$ { types { } default_type application/feed+json; }',
    'location / { try_files $uri $uri/ =404; }',
  ]);
}

function caddy(headers: Headers, languages: readonly string[]): string {
  const kept = keptFolders.map(folder => `/${folder}/*`).join(' ');
  const shown = keptFolders.flatMap(folder =>
    ofFolder(folder)
      .filter(([name]) => name === 'Cross-Origin-Resource-Policy')
      .map(([name, value]) => `header /${folder}/* ${name} "${value}"`),
  );
  return lines([
    '# Import this file at the top of a Caddyfile; in the site whose `root` is the built site, write `import vesnik`.',
    '# Where Caddy also stands before the doors, that Caddyfile begins with this block, or with its line in yours: else the personal',
    '# paths of requests that failed are written down.',
    '# {',
    '#   log default {',
    '#     exclude http.log.error',
    '#   }',
    '# }',
    '(vesnik_headers) {',
    '  header {',
    ...Object.entries(headers).map(([name, value]) => `    ${name} "${value}"`),
    '  }',
    '}',
    '(vesnik) {',
    '  import vesnik_headers',
    `  @kept path ${kept}`,
    `  @others not path ${kept}`,
    `  header @kept Cache-Control "${keptFor}"`,
    `  header @others Cache-Control "${askedAgain}"`,
    ...shown.map(line => `  ${line}`),
    '  @feeds path */feed.xml',
    '  header @feeds Content-Type "application/rss+xml; charset=utf-8"',
    '  @json path */feed.json',
    '  header @json Content-Type "application/feed+json"',
    '  @hidden path /_service/* /_headers /_redirects /.*',
    '  error @hidden 404',
    '  file_server',
    '  handle_errors {',
    '    import vesnik_headers',
    `    header Cache-Control "${askedAgain}"`,
    ...languages.flatMap(language => [
      `    @${language} path /${language}/*`,
      `    rewrite @${language} /${language}/404.html`,
    ]),
    `    @other not path ${languages.map(language => `/${language}/*`).join(' ')}`,
    '    rewrite @other /404.html',
    '    file_server',
    '  }',
    '}',
  ]);
}

function lines(all: readonly string[]): string {
  return `${all.join('\n')}\n`;
}
