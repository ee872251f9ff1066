// All that a reader loads before searching: it shows the form, which without a script would lead nowhere, and fetches the rest on
// first use.
const form = document.querySelector<HTMLFormElement>('form[data-search]');
if (form !== null) begin(form);

function begin(form: HTMLFormElement): void {
  const query = new URLSearchParams(location.search);
  for (const [name, value] of query) {
    const field = form.elements.namedItem(name);
    if (field instanceof HTMLInputElement || field instanceof HTMLSelectElement) field.value = value;
    if (field instanceof HTMLSelectElement && field.selectedIndex < 0) field.selectedIndex = 0;
  }
  let isAsked = query.size > 0;
  let isLoading = false;
  const load = async () => {
    if (isLoading) return;
    isLoading = true;
    try {
      const { startSearch } = await import('./search-desk.ts');
      form.removeEventListener('submit', submit);
      startSearch(form, isAsked);
    } catch {
      isLoading = false;
      const status = document.querySelector('[data-search-status]');
      if (isAsked && status !== null) status.textContent = form.dataset.failed ?? '';
    }
  };
  const prepare = () => void load();
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    isAsked = true;
    prepare();
  };
  form.hidden = false;
  form.addEventListener('focusin', prepare);
  form.addEventListener('submit', submit);
  if (isAsked) prepare();
}
