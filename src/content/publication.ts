import type { Language, Words } from '#i18n/languages.ts';
import type { Picture } from './media.ts';

/** A list: what a subscriber signed up for. `original`: each piece in its author's language where that is `among` these. */
export interface List {
  readonly id: string;
  readonly interface: Language;
  /** Languages in order of preference, or the author's own. */
  readonly take: readonly Language[] | 'original';
  /** Every language that a mail of this list may hold. */
  readonly among: readonly Language[];
}

interface Link {
  readonly label: Words;
  readonly href: string;
}

export interface Newsletter {
  readonly name: Words;
  readonly tagline: Words;
  /** What you get and how often. */
  readonly promise: Words;
  /** Public address without a slash at the end. */
  readonly url: string;
  /** Public address of the doors without a slash at the end, where the site was told one; else it is `url`. */
  readonly doors?: string;
  readonly languages: readonly Language[];
  readonly lists: readonly List[];
  /** IANA name, `Europe/Minsk`. */
  readonly timezone: string;
  readonly sender: {
    readonly name: Words;
    readonly address: string;
    readonly confirmations: string;
    readonly replyTo?: string;
    /** Domain of the VERP addresses. */
    readonly bounces: string;
    readonly postalAddress: Words;
  };
  readonly links: {
    readonly follow: readonly Link[];
    readonly support?: Link;
    readonly sister?: Link & { readonly text: Words };
  };
  /** Under what conditions texts may be used again. */
  readonly licence?: Link;
  /** `issue/slug` of the editors' picks. */
  readonly picks: readonly string[];
  readonly notice?: { readonly text: Words; readonly href?: string; readonly until?: string };
  readonly safetyNotice?: Words;
  /** Sender and subject of the form discreet; `{date}` in the subject becomes the period or the day. */
  readonly discreet?: { readonly sender: Words; readonly subject: Words };
  /** Domains of mail providers of which readers are warned, in lower-case ASCII. */
  readonly safetyDomains: readonly string[];
  readonly notify: readonly string[];
  readonly mail: { readonly images: 'embedded' | 'remote' | 'none'; readonly overLimit: 'whole' | 'shorten' };
}

export interface Topic {
  readonly id: string;
  readonly name: Words;
  /** What "improved" means here. */
  readonly measure: Words;
}

export interface Author {
  readonly id: string;
  readonly name: Words;
  readonly role?: Words;
  readonly biography?: Words;
  readonly picture?: Picture;
  /** Takes a person off every page, feed, mail and file name. */
  readonly hidden: boolean;
}
