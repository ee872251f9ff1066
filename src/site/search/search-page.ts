import { addressed, fillForm } from './search-form.ts';

// All that a reader loads before searching: it shows the form, which without a script would lead nowhere, and fetches the rest on
// first use.
const form = document.querySelector<HTMLFormElement>('form[data-search]');
if (form !== null) begin(form);

function begin(form: HTMLFormElement): void {
  let isAsked = false;
  let isLoading = false;
  const load = async () => {
    if (isLoading) return;
    isLoading = true;
    try {
      const { startSearch } = await import('./search-desk.ts');
      form.removeEventListener('submit', submit);
      form.removeEventListener('change', choose);
      removeEventListener('hashchange', read);
      startSearch(form, isAsked);
    } catch {
      isLoading = false;
      const status = document.querySelector('[data-search-status]');
      if (isAsked && status !== null) status.textContent = form.dataset.failed ?? '';
    }
  };
  const prepare = () => void load();
  const read = () => {
    const parameters = addressed();
    if (parameters === undefined) return;
    fillForm(form, parameters);
    isAsked = parameters.size > 0;
    if (isAsked) prepare();
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    isAsked = true;
    prepare();
  };
  const choose = ({ target }: Event) => {
    if (!(target instanceof HTMLSelectElement)) return;
    isAsked = true;
    prepare();
  };
  form.hidden = false;
  form.addEventListener('focusin', prepare);
  form.addEventListener('submit', submit);
  form.addEventListener('change', choose);
  addEventListener('hashchange', read);
  read();
}
