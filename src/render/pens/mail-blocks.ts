import { formatDay, formatDuration } from '#i18n/dates.ts';
import { linkAddress } from '../escape.ts';
import { pictureNotes } from '../picture-notes.ts';
import { readMoreTarget } from '../read-more.ts';
import { trendMarks } from '../trend-mark.ts';
import type { DomForms } from './dom.ts';
import { element } from './element.ts';
import { dress, pictureStyle, trendClasses, trendStyles } from './mail-dress.ts';

/** Each block as a mail shows it: works without `<style>`, without pictures and in Outlook's Word. */
export const mailBlocks: DomForms = {
  Figure: ({ props: { picture } }, { place, words }) => {
    const attributes = place.picture(picture);
    const notes = pictureNotes(picture, words);
    return [
      element('div', { style: dress.figure }, [
        attributes
          ? element('img', { alt: picture.alt, ...attributes, style: pictureStyle(Number(attributes.width)) })
          : element('p', { className: ['soft'], style: dress.soft }, [words('mail.picture', { alt: picture.alt })]),
        notes === '' ? undefined : element('p', { className: ['soft'], style: dress.soft }, [notes]),
      ]),
    ];
  },

  Callout: ({ props: { kind, title } }, { words, inner }) => [
    element('table', { role: 'presentation', cellPadding: '0', cellSpacing: '0', style: dress.box }, [
      element('tbody', {}, [
        element('tr', {}, [
          element('td', { className: ['box'], style: dress.boxCell }, [
            element('p', {}, [element('strong', {}, [title ?? words(`piece.callout.${kind}`)])]),
            ...inner,
          ]),
        ]),
      ]),
    ]),
  ],

  PullQuote: ({ props: { by } }, { inner }) => [
    element('blockquote', { className: ['mark'], style: dress.pullQuote }, [
      ...inner,
      by === undefined ? undefined : element('p', { className: ['soft'], style: dress.soft }, [`— ${by}`]),
    ]),
  ],

  Story: ({ props: { title, topic, trend } }, { place, reader, inner, level }) => {
    const name = topic === undefined ? undefined : place.library.topics.get(topic)?.name[place.language];
    const foreign = place.language === place.bodyLanguage ? {} : { lang: place.language };
    const kicker = [
      ...(name === undefined ? [] : [name]),
      ...(name === undefined || trend === undefined ? [] : [' · ']),
      ...(trend === undefined
        ? []
        : [
            element('span', { className: [trendClasses[trend]], style: trendStyles[trend] }, [
              element('span', { ariaHidden: 'true' }, [trendMarks[trend]]),
              ` ${reader(`trend.sentence.${trend}`)}`,
            ]),
          ]),
    ];
    return [
      kicker.length === 0 ? undefined : element('p', { className: ['soft'], style: dress.kicker, ...foreign }, kicker),
      element(`h${level}`, { style: dress.story }, [title]),
      ...inner,
    ].filter(part => part !== undefined);
  },

  ReadMore: ({ props }, { place, words }) => {
    const target = readMoreTarget(props, place);
    if (target === undefined) return [];
    const foreign = target.language === undefined ? {} : { lang: target.language, hrefLang: target.language };
    return [
      element('div', { className: ['rule'], style: dress.readMore }, [
        element('span', { className: ['soft'], style: 'font-size:16px;color:#5c5548' }, [words('piece.readMore')]),
        element('br', {}),
        element('a', { href: target.href, style: dress.link, ...foreign }, [target.title]),
        ...(props.text === undefined ? [] : [element('br', {}), props.text]),
      ]),
    ];
  },

  Audio: ({ props: { sound } }, { place, words }) => {
    const label = words('mail.listen', { title: sound.title, length: formatDuration(sound.seconds) });
    return [
      element('p', {}, [
        element('a', { href: place.sound(sound), style: dress.link }, [label]),
        sound.made === 'machine' ? ` ${words('piece.machineVoice')}.` : undefined,
      ]),
    ];
  },

  Button: ({ props: { href, label } }, { place }) => {
    const address = linkAddress(href, place);
    if (address === undefined) return [];
    return [element('p', {}, [element('a', { href: address, className: ['mark'], style: dress.button }, [label])])];
  },

  // A form in a mail would be taken for phishing, and who reads this is subscribed.
  Subscribe: () => [],

  Timeline: (_, { inner }) => inner,

  Event: ({ props: { date } }, { place, inner }) => [
    element('p', { style: 'margin:0 0 4px' }, [element('strong', {}, [formatDay(date, place.bodyLanguage)])]),
    ...inner,
  ],
};
