import type { Language } from '#i18n/languages.ts';

// Words that are in every text and tell nothing: they would be a tenth of an index. Normalised.
const words = {
  en: `a an and are as at be been but by for from had has have he her his if in into is it its more no not of on or our she so
    than that the their them then there these they this to was we were what when which who will with would you`,
  be: `а або ад але альбо аб бо быў была было былі бы ва вам вас вы гэта гэты гэтая гэтага да для до дык ды ж жа за з і із іх яго
    яе яму як калі каб ле мы на над нам нас не ні няма о па паміж пад пра пры праз са сабе свой сваю сваіх толькі там так такі тут
    ты то той тым таму у ужо хто што чым я яна яно яны`,
  ru: `а без бы был была были было в вам вас вы во для до его ее если есть еще же за и из или им их к как ко когда кто ли мы на над
    нам нас не него нее нет ни них но о об он она они оно от по под при с свой со так такой там то того тоже только том ты у уже
    чем что чтобы это этого этот эта этой эти я`,
} as const satisfies Record<Language, string>;

const sets = {
  en: new Set(words.en.split(/\s+/)),
  be: new Set(words.be.split(/\s+/)),
  ru: new Set(words.ru.split(/\s+/)),
} as const satisfies Record<Language, ReadonlySet<string>>;

export function isStopWord(word: string, language: Language): boolean {
  return sets[language].has(word);
}
