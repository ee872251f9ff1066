import type { DistFault, ReadSite } from './dist-check.ts';
import type { CheckedPage, PageElement } from './dist-check-page.ts';

/** Nothing that the policy would stop: no inline code or dress, no foreign file, no form to strangers, no cookie, no storage. */
export function safetyFaults(site: ReadSite): DistFault[] {
  return [
    ...[...site.pages.values()].flatMap(page => page.elements.flatMap(element => elementFaults(site, page, element))),
    ...[...site.files].flatMap(([file, bytes]) => fileFaults(site, file, bytes)),
  ];
}

function elementFaults(site: ReadSite, { file }: CheckedPage, { name, attributes, text }: PageElement): DistFault[] {
  const faults: DistFault[] = [];
  const says = (rule: string, message: string) => faults.push({ file, rule, message: `<${name}> ${message}` });
  const isData = attributes.get('type') === 'application/ld+json';
  if (name === 'script' && !isData && (text.trim() !== '' || !attributes.has('src')))
    says('inline-script', text.slice(0, 60));
  if (name === 'style') says('inline-style', text.slice(0, 60));
  if (['base', 'iframe', 'object', 'embed', 'frame'].includes(name)) says('element', 'has no place here');
  for (const [key, value] of attributes) {
    if (key === 'style') says('inline-style', value);
    if (/^on/.test(key) || key === 'srcdoc') says('handler', key);
    if (key === 'ping' || key === 'manifest') says('foreign', key);
    if (addressed.has(key)) faults.push(...addressFaults(site, file, name, key, value));
    if (name === 'meta' && key === 'content' && /^https?:/.test(value) && !isOwn(site, value)) says('foreign', value);
  }
  return faults;
}

const addressed = new Set([
  'href',
  'src',
  'srcset',
  'imagesrcset',
  'action',
  'formaction',
  'poster',
  'data',
  'background',
  'xlink:href',
]);

function addressFaults(site: ReadSite, file: string, name: string, key: string, value: string): DistFault[] {
  const says = (rule: string) => [{ file, rule, message: `<${name} ${key}="${value}">` }];
  const parts = /srcset/.test(key) ? value.split(',').map(each => each.trim().split(/\s+/)[0] ?? '') : [value];
  return parts.flatMap(address => {
    if (address.includes('[[')) return [];
    // Browsers drop these before they look for the scheme (URL Standard, 4.4).
    const bare = address.replace(/[\t\n\r]/g, '').replace(/^[\u0000-\u0020]+/, '');
    if (/^(?!https?:|mailto:|tel:)[a-z][a-z\d+.-]*:/i.test(bare)) return says('scheme');
    if (isOwn(site, address) || name === 'a' || name === 'area') return [];
    if (/action$/.test(key) && new URL(address, site.url).origin === new URL(site.doors ?? site.url).origin) return [];
    return says('foreign');
  });
}

function isOwn({ url }: ReadSite, address: string): boolean {
  return URL.canParse(address, url) && new URL(address, url).origin === new URL(url).origin;
}

function fileFaults(site: ReadSite, file: string, bytes: Buffer): DistFault[] {
  const text = /\.(?:css|m?js|svg)$/.test(file) ? bytes.toString('utf8') : '';
  const faults: DistFault[] = [];
  if (file.endsWith('.css'))
    for (const [found, address = ''] of text.matchAll(/@import\s+["']?([^"';]+)|url\(["']?([^"')]+)/g))
      if (/^@import/.test(found) || !isOwn(site, found.replace(/^url\(["']?/, '')))
        faults.push({ file, rule: 'foreign', message: found || address });
  if (/\.m?js$/.test(file)) {
    const [word] = /document\.cookie|cookieStore|localStorage|sessionStorage|indexedDB|sendBeacon/.exec(text) ?? [];
    if (word !== undefined) faults.push({ file, rule: 'storage', message: word });
  }
  if (file.endsWith('.svg') && /<script|\son\w+=|<foreignObject|href="(?:https?:)?\/\//i.test(text))
    faults.push({ file, rule: 'svg', message: 'runs or fetches something' });
  return faults;
}
