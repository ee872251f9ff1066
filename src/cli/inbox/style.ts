/** The look of the inbox's pages: system fonts, light and dark, one column on a phone. */
export const style = `
:root { color-scheme: light dark; --ink: #1c2430; --soft: #4d5868; --line: #d5dae1; --paper: #fbfbf9; --card: #fff; --mark: #8c2f1b; --chip: #eceef1 }
@media (prefers-color-scheme: dark) { :root { --ink: #e8eaed; --soft: #b3bac4; --line: #3a4350; --paper: #161a20; --card: #1e242c; --mark: #ff9f85; --chip: #2b333d } }
* { box-sizing: border-box }
body { margin: 0; font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper) }
a { color: var(--mark); text-underline-offset: .15em }
a:focus-visible, button:focus-visible, input:focus-visible, select:focus-visible { outline: 3px solid var(--mark); outline-offset: 2px }
.skip { position: absolute; left: -99rem } .skip:focus { left: 1rem; top: 1rem; background: var(--card); padding: .5rem 1rem }
header, main { max-width: 62rem; margin: 0 auto; padding: 0 1rem }
header { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; align-items: baseline; justify-content: space-between; padding-block: 1rem }
header strong { font-size: 1.15rem } header strong a { color: inherit; text-decoration: none }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1rem; list-style: none; margin: 0; padding: 0 }
nav a { display: inline-block; padding: .35rem 0 } nav [aria-current] { color: inherit; font-weight: 600; text-decoration: none }
main { padding-bottom: 3rem }
h1 { font-size: 1.5rem; line-height: 1.25; margin: .25rem 0 .75rem; overflow-wrap: anywhere }
.soft { color: var(--soft) }
form { display: flex; flex-wrap: wrap; gap: .75rem; align-items: end; margin: 1rem 0 }
form label { display: grid; gap: .2rem; flex: 1 1 12rem } form label.small { flex: 0 1 10rem }
input, select, button, .button { font: inherit; min-height: 2.75rem; padding: .4rem .75rem; border: 1px solid var(--soft); border-radius: .3rem; background: var(--card); color: inherit; width: 100% }
button, .button { width: auto; cursor: pointer; text-decoration: none; display: inline-flex; align-items: center }
table { width: 100%; border-collapse: collapse; background: var(--card); border: 1px solid var(--line) }
th, td { text-align: start; padding: .55rem .75rem; border-top: 1px solid var(--line); vertical-align: top; overflow-wrap: break-word }
thead th { color: var(--soft); font-weight: 600 } td time { white-space: nowrap }
.chip { background: var(--chip); border-radius: .3rem; padding: .1rem .45rem; white-space: nowrap }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; margin: 0 0 1rem } dt { color: var(--soft) } dd { margin: 0; overflow-wrap: anywhere }
.bar { display: flex; flex-wrap: wrap; gap: .25rem 2rem; justify-content: space-between; border-block: 1px solid var(--line); margin: 1rem 0 }
iframe { display: block; width: 100%; height: 82vh; border: 1px solid var(--line); background: #fff; margin: 0 auto } iframe.phone { width: 390px; max-width: 100% }
pre { background: var(--card); border: 1px solid var(--line); padding: 1rem; white-space: pre-wrap; overflow-wrap: anywhere; font: .95rem/1.5 ui-monospace, monospace }
table.headers th { white-space: nowrap } table.headers td { font: .95rem/1.5 ui-monospace, monospace; overflow-wrap: anywhere }
@media (max-width: 40rem) {
  table.mails thead { position: absolute; left: -99rem } table.mails tr { display: block; padding: .6rem .75rem; border-top: 1px solid var(--line) }
  table.mails td { display: inline; border: 0; padding: 0 } table.mails td.subject { display: block }  table.mails td.received { display: block; color: var(--soft) }
  dl { grid-template-columns: 1fr; gap: 0 } dd { margin-bottom: .5rem } table.headers th, table.headers td { display: block } table.headers td { border: 0; padding-top: 0 }
}`;
