import { stringify } from 'yaml';
import type { Language } from '#i18n/languages.ts';
import { spoken, starterWords } from './words.ts';

interface Starter {
  readonly name: string;
  /** The first is the one that texts are written in. */
  readonly languages: readonly Language[];
  /** Monday of the first issue's week, `2024-04-15`, and its Sunday. */
  readonly period: { readonly start: string; readonly end: string };
}

/** Every file of a new newsletter, by its path from the newsletter's root. */
export function starterFiles(starter: Starter): ReadonlyMap<string, string> {
  const { languages, period } = starter;
  const folder = `content/issues/${period.start}`;
  return new Map([
    ['README.md', readme(starter.name)],
    [
      '.gitignore',
      'dist/\n.cache/\n\n# People and secrets never enter the repository.\ndata/\nkeys/\nbackups/\n*.key\n*.pem\n*.csv\n.env\n',
    ],
    ['content/newsletter.yaml', newsletterYaml(starter)],
    [
      'content/topics.yaml',
      stringify(
        { politics: { name: spoken(starterWords.topic, languages), measure: spoken(starterWords.measure, languages) } },
        yamlStyle,
      ),
    ],
    ['content/authors.yaml', stringify({ desk: { name: spoken(starterWords.author, languages) } }, yamlStyle)],
    ...languages.flatMap(language => [
      [
        `content/pages/about.${language}.mdx`,
        page(starterWords.about[language], starterWords.aboutText[language]),
      ] as const,
      [
        `content/pages/privacy.${language}.mdx`,
        page(starterWords.privacy[language], starterWords.privacyText[language]),
      ] as const,
      [`${folder}/first.${language}.mdx`, commentary(language, starter)] as const,
    ]),
    [
      'templates/README.md',
      'A file here takes the place of the one of the same name in the templates/ folder of Vesnik.\n',
    ],
  ]);
}

const yamlStyle = { lineWidth: 0, aliasDuplicateObjects: false } as const;

function newsletterYaml({ name, languages }: Starter): string {
  const lists = Object.fromEntries(languages.map(language => [language, { interface: language, take: [language] }]));
  const everywhere = Object.fromEntries(languages.map(language => [language, name]));
  const settings = {
    name: everywhere,
    tagline: spoken(starterWords.tagline, languages),
    promise: spoken(starterWords.promise, languages),
    url: 'https://newsletter.example.org',
    languages: [...languages],
    lists,
    timezone: 'Europe/Minsk',
    sender: {
      name: everywhere,
      address: 'letters@newsletter.example.org',
      confirmations: 'confirm@newsletter.example.org',
      bounces: 'bounces.newsletter.example.org',
      postalAddress: spoken(starterWords.postalAddress, languages),
    },
  };
  return `# The publication. Put your own addresses in the place of those of example.org.\n# A list may take other languages where a text is missing: take: [be, ru]\n${stringify(settings, yamlStyle)}`;
}

function page(title: string, text: string): string {
  return `---\ntitle: ${title}\n---\n\n${text}\n`;
}

function commentary(language: Language, { languages, period }: Starter): string {
  const [original] = languages;
  return [
    '---',
    `period: ${period.start}/${period.end}`,
    'topic: politics',
    'trend: unchanged',
    `title: ${starterWords.title[language]}`,
    `summary: ${starterWords.summary[language]}`,
    'author: desk',
    ...(original === undefined || language === original ? [] : [`original: ${original}`]),
    '---',
    '',
    starterWords.body[language],
    '',
    `## ${starterWords.heading[language]}`,
    '',
    starterWords.point[language],
    '',
  ].join('\n');
}

function readme(name: string): string {
  return `# ${name}

A newsletter made with Vesnik. What you write is in content/. In the folder of Vesnik:

    export VESNIK_ROOT=/path/to/this/folder
    npx vesnik check
    npx vesnik build
    npx vesnik migrate

data/ (subscribers) and keys/ appear here beside content/. They stay out of git.
`;
}
