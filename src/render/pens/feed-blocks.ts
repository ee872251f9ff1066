import { formatDuration } from '#i18n/dates.ts';
import { trendMarks } from '../trend-mark.ts';
import type { DomForms } from './dom.ts';
import { element } from './element.ts';
import { storyForm } from './story-form.ts';
import { webBlocks } from './web-blocks.ts';

/** Each block as a feed reader shows it: the web's elements, without forms, players and drawings, which many of them take out. */
export const feedBlocks: DomForms = {
  ...webBlocks,
  Story: storyForm(trend => element('span', { ariaHidden: 'true' }, [trendMarks[trend]])),
  Audio: ({ props: { sound } }, { place, words }) => [
    element('p', {}, [
      element('a', { href: place.sound(sound) }, [
        words('mail.listen', { title: sound.title, length: formatDuration(sound.seconds) }),
      ]),
      sound.made === 'machine' ? ` ${words('piece.machineVoice')}.` : undefined,
    ]),
  ],
  Subscribe: () => [],
};
