/** A page's params with a view that is made when somebody looks at it, and again when somebody looked at another one since. */
export interface LazyRoute<Params, View> {
  readonly params: Params;
  readonly props: { readonly view: View };
}

/** Routes of one kind of page. Views of a whole archive at once would be most of a build's memory, and most pages stay as they were. */
export function lazyRoutes<Thing, Params, View>(
  things: readonly Thing[],
  paramsOf: (thing: Thing) => Params,
  viewOf: (thing: Thing) => View,
): LazyRoute<Params, View>[] {
  let last: { readonly thing: Thing; readonly view: View } | undefined;
  return things.map(thing => ({
    params: paramsOf(thing),
    props: {
      get view() {
        if (last?.thing !== thing) last = { thing, view: viewOf(thing) };
        return last.view;
      },
    },
  }));
}
