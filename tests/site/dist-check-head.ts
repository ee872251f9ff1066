import type { DistFault, ReadSite } from './dist-check.ts';
import { type CheckedPage, valuesOf } from './dist-check-page.ts';

/** Canonical and hreflang: each is there, is itself, goes both ways, and ends with x-default for the first language there is. */
export function headFaults(site: ReadSite): DistFault[] {
  return [...site.pages.values()].flatMap(page => {
    const says = (rule: string, message: string): DistFault => ({ file: page.file, rule, message });
    const canonical = valuesOf(page.elements, 'link', 'href', { rel: 'canonical' });
    const alternates = alternatesOf(page);
    if (page.isUnlisted) return alternates.length > 0 ? [says('hreflang', 'an unlisted page names alternates')] : [];
    const own = site.url + page.path;
    const faults: DistFault[] = [];
    if (canonical.join() !== own) faults.push(says('canonical', `is ${canonical.join(' ') || 'missing'}, not ${own}`));
    if (page.path !== '/') faults.push(...alternateFaults(site, page, own).map(message => says('hreflang', message)));
    return faults;
  });
}

/** The alternates of a page as `language address`. */
function alternatesOf({ elements }: CheckedPage): string[] {
  return elements
    .filter(({ name, attributes }) => name === 'link' && attributes.has('hreflang'))
    .map(({ attributes }) => `${attributes.get('hreflang')} ${attributes.get('href')}`);
}

function alternateFaults(site: ReadSite, page: CheckedPage, own: string): string[] {
  const alternates = alternatesOf(page);
  const language = valuesOf(page.elements, 'html', 'lang')[0] ?? '';
  const faults = alternates.includes(`${language} ${own}`) ? [] : [`does not name itself as ${language}`];
  const named = alternates.filter(each => !each.startsWith('x-default '));
  const first = site.languages.flatMap(each => named.find(one => one.startsWith(`${each} `)) ?? [])[0];
  const wanted = first?.replace(/^\S+/, 'x-default');
  if (wanted === undefined || !alternates.includes(wanted)) faults.push(`x-default is not ${first}`);
  if (new Set(alternates.map(each => each.split(' ')[0])).size < alternates.length)
    faults.push('a language stands twice');
  for (const each of named) {
    const [, address = ''] = each.split(' ');
    const other = address.startsWith(site.url) ? site.pages.get(address.slice(site.url.length)) : undefined;
    if (other === undefined) faults.push(`${each} is no page`);
    else if (alternatesOf(other).toSorted().join() !== alternates.toSorted().join())
      faults.push(`${other.file} does not say the same`);
  }
  return faults;
}
