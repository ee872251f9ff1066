import type { Command, NamedCommand } from './command.ts';
import type { CommandGroup } from './help.ts';

/** A command that is read from its file only when somebody wants it. */
interface CommandEntry extends Pick<NamedCommand, 'name' | 'summary'> {
  readonly load: () => Promise<Command>;
}

export interface CatalogueGroup extends CommandGroup {
  readonly commands: readonly CommandEntry[];
}
