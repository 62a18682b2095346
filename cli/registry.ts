/** Every command, by the words behind `metaloom`. Loaded when asked for, so that one command does not wait for the others. */
import type { Command } from "./command";

export const COMMANDS: Readonly<Record<string, () => Promise<{ command: Command }>>> = {
  serve: () => import("./commands/serve"),
  worker: () => import("./commands/worker"),
  setup: () => import("./commands/setup"),
  migrate: () => import("./commands/migrate"),
  doctor: () => import("./commands/doctor"),
  backup: () => import("./commands/backup"),
  restore: () => import("./commands/restore"),
  import: () => import("./commands/import"),
  export: () => import("./commands/export"),
  "workspace add": async () => ({ command: (await import("./commands/workspace")).add }),
  "workspace list": async () => ({ command: (await import("./commands/workspace")).list }),
  "workspace remove": async () => ({ command: (await import("./commands/workspace")).remove }),
  "user add": async () => ({ command: (await import("./commands/user")).add }),
  "user link": async () => ({ command: (await import("./commands/user")).link }),
  "user list": async () => ({ command: (await import("./commands/user")).list }),
  "apikey add": async () => ({ command: (await import("./commands/apikey")).add }),
  "pack validate": async () => ({ command: (await import("./commands/pack")).validate }),
  "pack types": async () => ({ command: (await import("./commands/pack")).types }),
  "pack plan": async () => ({ command: (await import("./commands/pack-install")).plan }),
  "pack install": async () => ({ command: (await import("./commands/pack-install")).install }),
  "pack upgrade": async () => ({ command: (await import("./commands/pack-install")).upgrade }),
  "pack list": async () => ({ command: (await import("./commands/pack-install")).list }),
  "pack export": async () => ({ command: (await import("./commands/pack-install")).exportPack }),
};
