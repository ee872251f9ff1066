// The classes of English that take in no new words: plurals of old or foreign kinds, and strong verbs. Forms that are as often another
// word (found, left, lay, saw, rose, ground, wound, bore, leaves, media, data) are left out.
const plurals = `foot feet|tooth teeth|goose geese|mouse mice|louse lice|ox oxen|child children|person people persons|penny pence
  |wife wives|life lives|knife knives|half halves|shelf shelves|wolf wolves|thief thieves|loaf loaves|calf calves|elf elves
  |scarf scarves|wharf wharves|hoof hooves|dwarf dwarves|self selves
  |criterion criteria|phenomenon phenomena|automaton automata|stratum strata|memorandum memoranda|referendum referenda
  |bacterium bacteria|erratum errata|addendum addenda|symposium symposia|curriculum curricula|millennium millennia
  |nucleus nuclei|alumnus alumni|stimulus stimuli|syllabus syllabi|fungus fungi|radius radii|focus foci
  |index indices|matrix matrices|appendix appendices|vertex vertices`;

const verbs = `arise arose arisen|awake awoke awoken|bear borne|beat beaten|become became|begin began begun|bend bent|bet|bind bound
  |bite bit bitten|bleed bled|blow blew blown|break broke broken|breed bred|bring brought|build built|burn burnt|buy bought
  |catch caught|choose chose chosen|cling clung|come came|creep crept|deal dealt|dig dug|do did done does|draw drew drawn
  |dream dreamt|drink drank drunk|drive drove driven|eat ate eaten|fall fell fallen|feed fed|feel felt|fight fought|flee fled
  |fling flung|fly flew flown|forbid forbade forbidden|forget forgot forgotten|freeze froze frozen|get got gotten|give gave given
  |go went gone goes|grow grew grown|hang hung|hear heard|hide hid hidden|hold held|keep kept|kneel knelt|know knew known|lead led
  |lean leant|leap leapt|learn learnt|lend lent|lose lost|make made|mean meant|meet met|mow mown|pay paid|prove proven|ride rode ridden
  |ring rang rung|rise risen|run ran|say said|see seen|seek sought|sell sold|send sent|shake shook shaken|shine shone|shoot shot
  |show shown|shrink shrank shrunk|sing sang sung|sink sank sunk|sit sat|sleep slept|slide slid|sow sown|speak spoke spoken
  |speed sped|spell spelt|spend spent|spill spilt|spin spun|spoil spoilt|spring sprang sprung|stand stood|steal stole stolen
  |stick stuck|sting stung|strike struck stricken|strive strove striven|swear swore sworn|sweep swept|swell swollen|swim swam swum
  |swing swung|take took taken|teach taught|tear tore torn|tell told|think thought|throw threw thrown|tread trod trodden
  |wake woke woken|wear wore worn|weave wove woven|weep wept|win won|wring wrung|write wrote written`;

const bases = new Map(
  `${plurals}|${verbs}`
    .split('|')
    .map(line => line.trim().split(/\s+/))
    .flatMap(([base = '', ...forms]) => forms.map(form => [form, base] as const)),
);
const verbForms = new Set(verbs.split(/[\s|]+/));

/** Words that end in -men and are no plurals. */
const singular = /^(?:.*(?:speci|regi|acu|abdo|bitu|ye|sta|cycla|turk)men|omen|amen|semen|hymen|ramen|lumen|foramen)$/;

/** The form of a normalised English word that dictionaries have, where no rule finds it: "women" is woman, "withdrew" withdraw. */
export function dictionaryForm(word: string): string {
  const known = bases.get(word);
  if (known !== undefined) return known;
  if (/..men$|^men$/.test(word) && !singular.test(word)) return word.replace(/en$/, 'an');
  const ofSis = /^(.*(?:cri|analy|ba|the|diagno|oa|empha|paraly|progno|psycho|neme|morpho))ses$/.exec(word)?.[1];
  if (ofSis !== undefined) return `${ofSis}sis`;
  const [, prefix, rest = ''] = /^(out|over|under|up|with|fore|for|re|un|mis|grand)(.{3,})$/.exec(word) ?? [];
  const base = bases.get(rest);
  return base !== undefined && (verbForms.has(base) || prefix === 'grand') ? `${prefix}${base}` : word;
}
