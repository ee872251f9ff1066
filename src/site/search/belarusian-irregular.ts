/** Stems of normalised forms that no rule of the stemmer finds: roots that change whole, and nouns that look like verbs. */
export const irregular: ReadonlyMap<string, string> = new Map(
  Object.entries({
    дн: 'дзень дня дню днем дні дзен дням днямі днях',
    дзец: 'дзіця дзіце дзіцяці дзіцем дзіцю дзеці дзяцей дзецям дзяцьмі дзецьмі дзецях',
    чалавк: 'людзі людзей людзям людзьмі людзях',
    'дарог-': 'дарога дарогі дарозе дарогу дарогай дарогаю дарог дарогам дарогамі дарогах',
    памет: 'памяць памяці памяццю',
    пісьм: 'пісем',
    сестр: 'сясцер',
    земл: 'зямель',
    пасля: 'пасля',
    маці: 'маці мацеры мацярок',
  }).flatMap(([stem, forms]) => forms.split(' ').map(form => [form, stem] as const)),
);
