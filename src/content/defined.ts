/** The object without the keys whose value is undefined, as `exactOptionalPropertyTypes` wants optional keys. */
export function defined<Given extends object>(given: Given): { [Key in keyof Given]?: Exclude<Given[Key], undefined> };
export function defined(given: object): object {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}
