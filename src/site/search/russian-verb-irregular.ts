const prefixes =
  'в|вз|взо|во|воз|вос|вы|до|за|из|изо|ис|на|недо|об|обо|о|от|ото|пере|под|подо|по|пре|пред|при|про|произ|произо|раз|разо|рас|с|со|соз|у';

/** Forms of roots that change in a way of their own: all verbs of these kinds are made of them and a prefix. */
const rootOfForm: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ид: 'ид йд',
    вед: 'вед',
    да: 'да дад',
    ста: 'ста стан',
    ня: 'ня ним йм',
    чн: 'ча чн',
    еха: 'еха ед',
    бер: 'бра бер',
    зов: 'зва зов',
    сл: 'сла шл',
    мер: 'мере мер мр',
    жив: 'жи жив',
    бы: 'бы буд',
    рв: 'рва рв',
    жд: 'жда жд',
    зна: 'зна',
    пад: 'па пад',
    крад: 'кра крад',
    крой: 'кры кро',
    бей: 'би бь',
    пей: 'пи пь',
    лей: 'ли ль',
    взя: 'взя возьм',
    приня: 'прим',
  }).flatMap(([root, forms]) => forms.split(' ').map(form => [form, root] as const)),
);

const wholeRoot = new RegExp(`^(|не|${prefixes})ъ?(${[...rootOfForm.keys()].join('|')})$`, 'u');

/** The prefix with the first form of the root for a verb of such a root, by what is left before the ending. */
export function irregularVerb(base: string): string | undefined {
  const [, prefix = '', form = ''] = wholeRoot.exec(base) ?? [];
  const root = rootOfForm.get(form);
  return root === undefined ? undefined : prefix + root;
}

const going = new RegExp(`^(|${prefixes})(?:(?:и|й)(?:ти|д)|шел|шл[аои])$`, 'u');
const leading = new RegExp(`^(|${prefixes}|воспроиз)(?:(?<=.)вести|вел[аои]?)$`, 'u');
const carrying = new RegExp(`^(|${prefixes}|превоз)(нес|вез|полз|рас(?=т)|рос)(?:ти|л[аои])$`, 'u');
const inChi = new RegExp(
  `^(|${prefixes})(?:(мо|бере|стере|же|ле|стри|пря|не?бре)|(вле|те|пе|се|ре|воло))(?:чь|[гк]л[аои])$`,
  'u',
);
// Without -л- these are past forms too; without a prefix some of them are nouns («рек», «торг»).
const bare = new RegExp(
  `^(?:(${prefixes})(нес|вез|вел|влек|рек|рос|верг|гиб|стиг|чез|вык|ник|торг)|(по|с|у|вы|превоз|недо)(мог|мер))(?:л[аои])?$`,
  'u',
);
const nouns = /^(?:пасть|отвел|изгиб|сгиб|загиб|стекл[аои]|(?:ис|по|рас|у)тек)$/u;

const giving = new RegExp(`^(|${prefixes})(да|па(?=сть)|кра(?=сть))сть?$`, 'u');

/** What is left before the ending of an infinitive in -ти or -чь, or of a past form with a consonant before -л («помогла», «погиб»). */
export function baseInConsonant(word: string): string | undefined {
  if (word.length < 3 || nouns.test(word)) return undefined;
  const went = going.exec(word);
  if (went !== null) return `${went[1]}ид`;
  const gave = giving.exec(word);
  if (gave !== null) return `${gave[1]}${gave[2]}`;
  const led = leading.exec(word);
  if (led !== null) return `${led[1]}вед`;
  const carried = carrying.exec(word);
  if (carried !== null) return `${carried[1]}${carried[2]?.replace(/р[ао]с/u, 'раст')}`;
  const able = inChi.exec(word);
  if (able !== null && !/^[дрпт]?[еоу]чь$/u.test(word)) {
    return able[2] === undefined ? `${able[1]}${able[3]}к` : `${able[1]}${able[2]}г`;
  }
  const past = bare.exec(word);
  return past === null ? undefined : `${past[1] ?? past[3]}${(past[2] ?? past[4])?.replace('рос', 'раст')}`;
}
