/**
 * Pages of the doors. The site builds each of them in each language as `dist/_service/<language>/<name>.html`, a whole page with
 * holes; the server fills the holes, every value escaped for HTML, so that a hole may stand in text or in a quoted attribute.
 * A shell needs no script, and everything in it comes from this site (the server sends `default-src 'none'` with styles,
 * pictures and fonts of 'self'; inline styles are allowed). It carries `<meta name="robots" content="noindex">` and no
 * link that would tell the address of the page to somebody else.
 *
 * A **text hole** is `[[name]]`. A **flag hole** stands alone inside a tag, where it becomes an attribute or vanishes:
 * `<input type="radio" name="list" value="be" [[checked-be]]>` becomes `… checked>` (in Astro: `set:html`, or a spread
 * `{...{'[[checked-be]]': true}}`; a trailing `=""` or `="true"` is swallowed).
 *
 * | shell | what it says | holes | form |
 * | --- | --- | --- | --- |
 * | `subscribe` | the sign-up form: blank, with a message by each field, or with a question above it | see below | posts to `/subscribe` |
 * | `subscribe-thanks` | look into your mailbox; the same for everybody | – | – |
 * | `confirm` | what would come, one button | `[[action]]`, `[[list]]` (a sentence), `[[list-id]]` | `<form method="post" action="[[action]]">` with `list` hidden; a link to `[[action]]?no` |
 * | `confirmed` | subscribed; a first mail is on its way | `[[list]]` | – |
 * | `not-me` | what happens to the address, one button | `[[action]]` | `<form method="post" action="[[action]]">` with `<button name="do" value="refuse">` |
 * | `not-me-done` | it is forgotten | – | – |
 * | `link-expired` | the sign-up is over; the way to sign up anew. Answered with 410 | – | – |
 * | `too-many` | too many sign-ups from this connection. Answered with 429 | – | – |
 * | `unsubscribe` | one sentence, one button | `[[action]]` | `<form method="post" action="[[action]]">` with `<button name="do" value="unsubscribe">` |
 * | `unsubscribed` | it is done; a way back; why? | `[[action]]`, the flags `[[hidden-reason]]` (on the question) and `[[hidden-thanks]]` (on the thanks for an answer) | the same form with `<button name="do" value="resubscribe">`; another with a radio button per reason (`name="reason"`) and `<button name="do" value="reason">` |
 * | `resubscribed` | subscribed again, to the same list | – | – |
 * | `preferences` | the lists and the forms of the mails, one of each chosen; leaving | `[[action]]`, for each list of newsletter.yaml the flag `[[checked-<list>]]`, for each form the flag `[[checked-form-<form>]]`, the flags `[[hidden-active]]` and `[[hidden-inactive]]` | one form: a radio button per list (`name="list" value="<list>"`) and per form (`name="form" value="<form>"`), `<button name="do" value="save">`; further forms to the same `[[action]]`: `<input type="date" name="until">` with `<button name="do" value="pause">`, and the buttons `end-pause`, `link` (mails the link to `data`) and `unsubscribe` |
 * | `preferences-saved` | what will come from now on | `[[list]]` and `[[form]]` (their names in the page's language), `[[preferences]]` (address of the preferences page, for `href`) | – |
 * | `paused` | until when | `[[day]]`, `[[preferences]]` | – |
 * | `link-sent` | look into your mailbox | – | – |
 * | `data` | what is kept; to have it, or to be forgotten. Never shows any of it | `[[action]]` | two forms: `<button name="do" value="data">`; `name="stay"` with `hash` and `none`, `<button name="do" value="forget">` |
 * | `data-over` | the hour of that link is over. Answered with 410 | – | – |
 * | `forgotten` | it is done | – | – |
 * | `unknown-link` | the link is incomplete or not ours; how to get help. Answered with 404 | – | – |
 *
 * - `[[action]]`: path of the same door, `/u/TOKEN` or `/p/TOKEN`.
 * - `[[checked-<list>]]`: `checked` at the list that the subscriber has, or that the link asked for (`?list=ru`); else nothing.
 * - `[[checked-form-<form>]]`: `checked` at the form that the subscriber has: `normal`, `plain` (text only) or `discreet`
 *   (neutral sender name and subject).
 * - `[[hidden-active]]`: `hidden` for somebody who is subscribed: put it on what is said to those who are not ("You are not
 *   subscribed now. Choose a list to come back."). `[[hidden-inactive]]`: `hidden` for somebody who is not subscribed: put it on the
 *   form for leaving.
 * - Pause: `[[hidden-running]]` on what is said to somebody who has paused, with `[[day]]`, and `[[hidden-choosing]]` on the choice of a day; `[[until]]`, `[[earliest]]`, `[[latest]]` (`YYYY-MM-DD`),
 *   `[[until-invalid]]`, `[[autofocus-until]]` for the field, `[[hidden-problem]]` on what is said of a day that cannot be.
 *
 * Holes of `subscribe`: `[[email]]` (its input), `[[email-invalid]]` (`true` or `false`), `[[email-message]]` and `[[list-message]]`
 * with the flags `[[hidden-email]]` and `[[hidden-list]]` for where there is none, `[[autofocus-email]]`, `[[checked-<list>]]`; for the question
 * `[[hidden-question]]`, `[[question]]`, the button `instead` (`[[instead]]`, `[[instead-words]]`, `[[hidden-instead]]`), the button `sure`
 * (`[[asked]]`, `[[asked-words]]`), and the input once more in `[[language]]`, `[[words]]`, `[[list]]`, `[[settled]]`.
 *
 * No shell behind a personal link ever shows an address; `subscribe` shows what was just typed. Where a shell is missing (no build yet) the server draws a plain page from the words of
 * `doors` in i18n, so that unsubscribing never depends on a build. Words for the shells: `doors.<shell>.…` (`doors.saved`,
 * `doors.unknown` for the last two); name of a list: `doors.list.original` where it takes the author's language, else
 * `doors.list.language.<interface>`; of a form: `doors.form.<form>`.
 *
 * Beside them the server looks for `dist/<language>/404.html` (or `dist/<language>/404/index.html`), then `dist/404.html`.
 */
export const shells = {
  subscribe: {
    text: [
      ...['email', 'email-invalid', 'email-message', 'list-message', 'language', 'words', 'list', 'settled'],
      ...['question', 'instead', 'instead-words', 'asked', 'asked-words'],
    ],
    flags: ['hidden-email', 'hidden-list', 'autofocus-email', 'hidden-question', 'hidden-instead'],
  },
  'subscribe-thanks': { text: [], flags: [] },
  confirm: { text: ['action', 'list', 'list-id'], flags: [] },
  confirmed: { text: ['list'], flags: [] },
  'not-me': { text: ['action'], flags: [] },
  'not-me-done': { text: [], flags: [] },
  'link-expired': { text: [], flags: [] },
  'too-many': { text: [], flags: [] },
  unsubscribe: { text: ['action'], flags: [] },
  unsubscribed: { text: ['action'], flags: ['hidden-reason', 'hidden-thanks'] },
  resubscribed: { text: [], flags: [] },
  preferences: {
    text: ['action', 'day', 'until', 'until-invalid', 'earliest', 'latest'],
    flags: [
      ...['checked-form-normal', 'checked-form-plain', 'checked-form-discreet', 'hidden-active', 'hidden-inactive'],
      ...['hidden-running', 'hidden-choosing', 'hidden-problem', 'autofocus-until'],
    ],
  },
  'preferences-saved': { text: ['list', 'form', 'preferences'], flags: [] },
  paused: { text: ['day', 'preferences'], flags: [] },
  'link-sent': { text: [], flags: [] },
  data: { text: ['action'], flags: [] },
  'data-over': { text: [], flags: [] },
  forgotten: { text: [], flags: [] },
  'unknown-link': { text: [], flags: [] },
} as const satisfies Record<string, { readonly text: readonly string[]; readonly flags: readonly string[] }>;

export type ShellName = keyof typeof shells;
