import type { Element } from 'hast';
import type { Trend } from '#content/trend.ts';
import { topicAddress } from '../addresses.ts';
import type { DomForms } from './dom.ts';
import { element } from './element.ts';

/** A story under a line with its topic and its trend, whose sign is drawn as the medium can. */
export function storyForm(sign: (trend: Trend) => Element): DomForms['Story'] {
  return ({ props: { id, title, topic, trend } }, { place, reader, inner, level }) => {
    const name = topic === undefined ? undefined : place.library.topics.get(topic)?.name[place.language];
    const foreign = place.language === place.bodyLanguage ? {} : { lang: place.language };
    const kicker = [
      ...(name === undefined || topic === undefined
        ? []
        : [element('a', { className: ['topic'], href: topicAddress(place.base, place.language, topic) }, [name])]),
      ...(trend === undefined
        ? []
        : [
            element('span', { className: ['trend', `trend-${trend}`] }, [
              sign(trend),
              ` ${reader(`trend.sentence.${trend}`)}`,
            ]),
          ]),
    ].flatMap((part, at) => (at === 0 ? [part] : [' ', part]));
    return [
      element('section', { className: ['story'], ariaLabelledBy: [id] }, [
        kicker.length === 0 ? undefined : element('p', { className: ['story-kicker'], ...foreign }, kicker),
        element(`h${level}`, { id }, [title]),
        ...inner,
      ]),
    ];
  };
}
