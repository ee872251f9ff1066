const general = 'Write a block as `<Callout kind="note">` … `</Callout>`, each tag on its own line.';

/** What the MDX parser does not like in a tag, for an editor. `rest` begins with the tag. */
export function tagWords(reason: string, rest: string): readonly [rule: string, message: string, hint: string] {
  const address = /^<((?:https?:\/\/|mailto:)[^>\s]+|[^>\s@]+@[^>\s]+)>?/.exec(rest)?.[1];
  const name = /^<\/?([A-Za-z][\w.-]*)/.exec(rest)?.[1];
  if (rest.startsWith('<!')) {
    return ['html-comment', 'Comments of HTML do not exist here.', 'Write `{/* a comment */}`.'];
  }
  if (address !== undefined) {
    return ['angle-link', 'An address between `<` and `>` is not a link here.', `Write \`[words](${address})\`.`];
  }
  if (name === undefined) {
    return [
      'open-angle',
      'A `<` begins a block, and no name of a block follows.',
      `Write \`\\${rest.slice(0, 2).trimEnd()}\` for the sign itself.`,
    ];
  }
  if (reason.includes('in attribute value')) {
    return [
      'broken-tag',
      `In the tag \`<${name}\` a quote is opened and not closed.`,
      'Write `title="…"` with a quote at both ends, and other quotes («», “”) inside.',
    ];
  }
  if (reason.includes('before attribute value')) {
    return ['broken-tag', `In the tag \`<${name}\` a value has no quotes.`, 'Write `title="…"`.'];
  }
  if (reason.includes('end of file')) {
    return ['broken-tag', `The tag \`<${name}\` is not ended by \`>\`.`, general];
  }
  if (reason.includes('lazy line')) {
    return ['broken-tag', `The tag \`<${name}\` runs out of its quotation or list.`, general];
  }
  return [
    'broken-tag',
    `The tag \`<${name}\` holds a sign that cannot stand there.`,
    `${general} For the sign itself write \`\\<\`.`,
  ];
}
