/**
 * What keeps a mailing from going out. `pages`: it is due, and pages that it links to do not answer. `relay`: the relay cannot be
 * reached, or does not let us in. `worker`: nobody sends it.
 */
export type TroubleKind = 'pages' | 'relay' | 'worker';
