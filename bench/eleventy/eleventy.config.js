// An archive as somebody would build it with Eleventy: the same pages from the same texts, lists made once a build.
import footnotes from 'markdown-it-footnote';

const words = {
  en: {
    archive: 'Archive',
    latest: 'Latest issue',
    related: 'Read next',
    previous: 'Before',
    next: 'After',
    minutes: 'min read',
    contents: 'Contents',
    topics: 'Topics',
    feed: 'Feed',
    subscribe: 'Get the letter',
    original: 'Original in',
    text: 'To the text',
    improved: 'The situation has improved',
    unchanged: 'The situation has not changed',
    worsened: 'The situation has worsened',
    mixed: 'The situation is mixed',
  },
  be: {
    archive: 'Архіў',
    latest: 'Апошні выпуск',
    related: 'Чытайце далей',
    previous: 'Раней',
    next: 'Пазней',
    minutes: 'хв чытання',
    contents: 'Змест',
    topics: 'Тэмы',
    feed: 'Стужка',
    subscribe: 'Атрымліваць ліст',
    original: 'Арыгінал:',
    text: 'Да тэксту',
    improved: 'Сітуацыя палепшылася',
    unchanged: 'Сітуацыя не змянілася',
    worsened: 'Сітуацыя пагоршылася',
    mixed: 'Сітуацыя неадназначная',
  },
  ru: {
    archive: 'Архив',
    latest: 'Последний выпуск',
    related: 'Читайте дальше',
    previous: 'Раньше',
    next: 'Позже',
    minutes: 'мин чтения',
    contents: 'Содержание',
    topics: 'Темы',
    feed: 'Лента',
    subscribe: 'Получать письмо',
    original: 'Оригинал:',
    text: 'К тексту',
    improved: 'Ситуация улучшилась',
    unchanged: 'Ситуация не изменилась',
    worsened: 'Ситуация ухудшилась',
    mixed: 'Ситуация неоднозначная',
  },
};
const shapes = {
  improved: 'M8 2 15 14H1z',
  unchanged: 'M2 2h12v12H2z',
  worsened: 'M8 14 1 2h14z',
  mixed: 'M8 .8 15.2 8 8 15.2.8 8z',
};

export default function configure(eleventy) {
  eleventy.amendLibrary('md', markdown => {
    markdown.set({ html: true }).use(footnotes);
    markdown.core.ruler.push('heading-ids', state => {
      let at = 0;
      for (const token of state.tokens) {
        if (token.type !== 'heading_open') continue;
        at += 1;
        token.attrSet('id', `part-${at}`);
      }
    });
  });
  eleventy.addPassthroughCopy({ styles: 'styles' });
  eleventy.addGlobalData('words', words);
  eleventy.addGlobalData('shapes', shapes);

  eleventy.addCollection('neighbours', api => {
    const near = {};
    for (const line of lines(api, ({ lang, topic }) => `${lang} ${topic}`).values())
      for (const [at, { url }] of line.entries())
        near[url] = {
          previous: line[at - 1],
          next: line[at + 1],
          related: line
            .filter(one => one.url !== url)
            .slice(-3)
            .reverse(),
        };
    return near;
  });
  eleventy.addCollection('versions', api => Object.fromEntries(lines(api, ({ issue, slug }) => `${issue}/${slug}`)));
  eleventy.addCollection('issuePages', api => {
    const all = [...lines(api, ({ lang, issue }) => `${lang} ${issue}`).values()].map(pieces => ({
      lang: pieces[0].data.lang,
      id: pieces[0].data.issue,
      pieces,
    }));
    for (const ofLanguage of Map.groupBy(all, ({ lang }) => lang).values())
      for (const [at, one] of ofLanguage.entries())
        Object.assign(one, { previous: ofLanguage[at - 1]?.id, next: ofLanguage[at + 1]?.id });
    return all;
  });
  eleventy.addCollection('topicPages', api =>
    [...lines(api, ({ lang, topic }) => `${lang} ${topic}`).values()].map(pieces => ({
      lang: pieces[0].data.lang,
      id: pieces[0].data.topic,
      pieces: pieces.toReversed(),
    })),
  );
  eleventy.addCollection('authorPages', api =>
    [...lines(api, ({ lang, author }) => `${lang} ${author}`).values()].map(pieces => ({
      lang: pieces[0].data.lang,
      id: pieces[0].data.author,
      pieces: pieces.toReversed(),
    })),
  );
  eleventy.addCollection('languagePages', api =>
    [...lines(api, ({ lang }) => lang).values()].map(pieces => ({
      lang: pieces[0].data.lang,
      pieces: pieces.toReversed(),
      newest: pieces.slice(-30).reverse(),
    })),
  );

  eleventy.addFilter('day', (day, lang) => dateFormat(lang).format(new Date(`${day}T00:00:00Z`)));
  eleventy.addFilter('year', day => day.slice(0, 4));
  eleventy.addFilter('minutes', html => Math.max(1, Math.round(html.split(/\s+/).length / 200)));
  eleventy.addFilter('contents', html =>
    [...html.matchAll(/<h([23]) id="([^"]+)">(.*?)<\/h\1>/g)].map(([, depth, id, text]) => ({ depth, id, text })),
  );

  return { markdownTemplateEngine: false };
}

const formats = new Map();
function dateFormat(lang) {
  const format =
    formats.get(lang) ??
    new Intl.DateTimeFormat(lang === 'en' ? 'en-GB' : lang, {
      day: 'numeric',
      month: 'long',
      year: 'numeric',
      timeZone: 'UTC',
    });
  formats.set(lang, format);
  return format;
}

/** Commentaries by what `key` says, each line oldest first. */
function lines(api, key) {
  const all = api.getFilteredByTag('commentary').toSorted((a, b) => (a.url < b.url ? -1 : 1));
  return Map.groupBy(all, ({ data }) => key(data));
}
