import { formatDay, formatDuration } from '#i18n/dates.ts';
import { linkAddress } from '../escape.ts';
import { pictureOrigin } from '../picture-notes.ts';
import { readMoreTarget } from '../read-more.ts';
import { trendPaths } from '../trend-mark.ts';
import type { DomForms } from './dom.ts';
import { element } from './element.ts';
import { storyForm } from './story-form.ts';

/** Each block as the site shows it: plain elements with classes, no style and no script. */
export const webBlocks: DomForms = {
  Figure: ({ props: { picture } }, { place, words }) => {
    const attributes = place.picture(picture);
    const { caption } = picture;
    const notes = pictureOrigin(picture, words);
    const text = [
      ...(caption === undefined ? [] : [element('span', { className: ['caption'] }, [caption])]),
      ...(notes.length === 0 ? [] : [element('span', { className: ['credit'] }, [notes.join(' ')])]),
    ].flatMap((part, at) => (at === 0 ? [part] : [' ', part]));
    return [
      element('figure', { className: ['figure'] }, [
        attributes &&
          element('img', {
            alt: picture.alt,
            width: picture.width,
            height: picture.height,
            loading: 'lazy',
            decoding: 'async',
            ...attributes,
          }),
        text.length === 0 ? undefined : element('figcaption', {}, text),
      ]),
    ];
  },

  Callout: ({ props: { kind, title } }, { words, inner }) => [
    element('aside', { className: ['callout', `callout-${kind}`] }, [
      element('p', { className: ['callout-title'] }, [
        element('strong', {}, [title ?? words(`piece.callout.${kind}`)]),
      ]),
      ...inner,
    ]),
  ],

  PullQuote: ({ props: { by } }, { inner }) => [
    element('figure', { className: ['pull-quote'] }, [
      element('blockquote', {}, inner),
      by === undefined ? undefined : element('figcaption', {}, [`— ${by}`]),
    ]),
  ],

  Story: storyForm(trend =>
    element('svg', { className: ['sign'], viewBox: '0 0 16 16', width: 12, height: 12, ariaHidden: 'true' }, [
      element('path', { d: trendPaths[trend] }),
    ]),
  ),

  ReadMore: ({ props }, { place, words }) => {
    const target = readMoreTarget(props, place);
    if (target === undefined) return [];
    const foreign = target.language === undefined ? {} : { lang: target.language, hrefLang: target.language };
    return [
      element('aside', { className: ['read-more'] }, [
        element('p', { className: ['read-more-label'] }, [words('piece.readMore')]),
        element('p', { className: ['read-more-title'] }, [
          element('a', { href: target.href, ...foreign }, [target.title]),
        ]),
        props.text === undefined ? undefined : element('p', {}, [props.text]),
      ]),
    ];
  },

  Audio: ({ props: { sound } }, { place, words }) => {
    const href = place.sound(sound);
    const machine = sound.made === 'machine' ? `. ${words('piece.machineVoice')}` : '';
    return [
      element('figure', { className: ['audio'] }, [
        element('figcaption', {}, [`${sound.title} (${formatDuration(sound.seconds)})${machine}`]),
        element('audio', { controls: true, preload: 'none', src: href, ariaLabel: sound.title }),
        element('p', {}, [element('a', { href, download: true }, [`${words('piece.download')}: ${sound.title}`])]),
      ]),
    ];
  },

  Button: ({ props: { href, label } }, { place }) => {
    const address = linkAddress(href, place);
    return address === undefined
      ? []
      : [element('p', {}, [element('a', { className: ['button'], href: address }, [label])])];
  },

  Subscribe: (_, { place }) => (place.subscribe === undefined ? [] : [{ type: 'raw', value: place.subscribe() }]),

  Timeline: (_, { inner }) => [element('ol', { className: ['timeline'] }, inner)],

  Event: ({ props: { date } }, { place, inner }) => [
    element('li', { className: ['event'] }, [
      element('p', { className: ['event-date'] }, [
        element('time', { dateTime: date }, [formatDay(date, place.bodyLanguage)]),
      ]),
      ...inner,
    ]),
  ],
};
