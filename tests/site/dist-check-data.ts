import type { DistFault, ReadSite } from './dist-check.ts';

/** Data blocks of pages and files of JSON parse, and a data block says whose words it uses. */
export function dataFaults(site: ReadSite): DistFault[] {
  const blocks = [...site.pages.values()].flatMap(({ file, elements }) =>
    elements
      .filter(({ name, attributes }) => name === 'script' && attributes.get('type') === 'application/ld+json')
      .flatMap(({ text }) => jsonFaults(file, 'json-ld', text, '"@context":"https://schema.org"')),
  );
  const files = [...site.files].flatMap(([file, bytes]) =>
    file.endsWith('.json') ? jsonFaults(file, 'json', bytes.toString('utf8')) : [],
  );
  return [...blocks, ...files];
}

function jsonFaults(file: string, rule: string, text: string, wanted = ''): DistFault[] {
  try {
    return JSON.stringify(JSON.parse(text)).includes(wanted) ? [] : [{ file, rule, message: `has no ${wanted}` }];
  } catch (error) {
    return [{ file, rule, message: error instanceof Error ? error.message : String(error) }];
  }
}
