const names = ['q', 'topic', 'trend', 'year', 'language'];

/**
 * What the address of this page asks for, in its fragment; `undefined` where that leads to a part of the page. A query is what a plain
 * form or an old link carries: its server knows it already, and from here on it stands in the fragment, so that a reload or a copy of
 * the address tells nobody again.
 */
export function addressed(): URLSearchParams | undefined {
  if (isSearch(new URLSearchParams(location.search)))
    history.replaceState(null, '', `${location.pathname}#${location.search.slice(1)}`);
  const parameters = new URLSearchParams(location.hash.slice(1));
  return location.hash === '' || isSearch(parameters) ? parameters : undefined;
}

/** Makes the form ask for this and nothing else. */
export function fillForm(form: HTMLFormElement, parameters: URLSearchParams): void {
  for (const [name, field] of fieldsOf(form)) {
    field.value = parameters.get(name) ?? '';
    if (field instanceof HTMLSelectElement && field.selectedIndex < 0) field.selectedIndex = 0;
  }
}

/** What the form asks for. */
export function askedOf(form: HTMLFormElement): URLSearchParams {
  return new URLSearchParams(fieldsOf(form).map(([name, { value }]) => [name, value]));
}

/** The fields have no `name`: what has none is never sent, whatever becomes of the script. */
function fieldsOf(form: HTMLFormElement): [string, HTMLInputElement | HTMLSelectElement][] {
  return [...form.elements].flatMap(field => {
    if (!(field instanceof HTMLInputElement || field instanceof HTMLSelectElement)) return [];
    return [[field.dataset.field ?? '', field]];
  });
}

function isSearch(parameters: URLSearchParams): boolean {
  return names.some(name => parameters.has(name));
}
