/** `metaloom setup`: the first start of an installation, and harmless at every later one. */
import { readFileSync } from "node:fs";
import { AppError } from "../../runtime/kernel";
import type { Runtime } from "../../runtime/server";
import { folderOf } from "../../runtime/workspaces/name";
import type { Command, Input } from "../command";
import { workspaceOf } from "../database";
import { withRuntime } from "../runtime";
import { giveDemoPasswords, type DemoSignIns } from "../setup/demo-sign-ins";
import { hasAdministrator, makeFirstAdministrator, type FirstAdministrator } from "../setup/first-administrator";
import { installShippedPacks } from "../setup/packs";

export const command: Command = {
  about: "Prepare the database: schema, shipped packs, first administrator; repeat it at will",
  usage: "[--demo] [--admin-email <address> --admin-password <password>]",
  options: {
    demo: { type: "boolean", about: "Also load demo data and people to sign in as" },
    "demo-password": { type: "string", value: "password", about: "Password of the demo people instead of a random one" },
    "admin-email": { type: "string", value: "address", about: "Address of the first administrator; nothing happens when there is one" },
    "admin-password": { type: "string", value: "password", about: "His password (other users of the machine can see it; a file is safer)" },
    "admin-password-file": { type: "string", value: "file", about: 'File with his password, "-" for standard input' },
  },
  async run(input) {
    const administrator = readAdministrator(input);
    return withRuntime(input, async (runtime) => {
      const packs = await installShippedPacks(runtime);
      const madeAdministrator = administrator ? await makeFirstAdministrator(runtime.db, administrator) : false;
      const demo = input.options.demo === true ? await loadDemo(input, runtime) : undefined;
      const isManned = await hasAdministrator(runtime.db);
      if (!isManned) input.say("Nobody can administer yet: repeat with --admin-email and --admin-password.");
      const document = { ok: true, installed: packs.installed, administrator: isManned, madeAdministrator, ...(demo ? { seeded: demo.seeded, signIns: demo.signIns.people, password: demo.signIns.password ?? null } : {}) };
      return { document, text: [packsLine(packs.installed), ...(madeAdministrator ? [`The administrator is ${administrator!.email}.`] : []), ...(demo ? signInLines(demo.signIns) : [])].join("\n") };
    });
  },
};

function text(input: Input, name: string): string | undefined {
  const value = input.options[name];
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** @throws AppError input:invalid when only half of it is given. */
function readAdministrator(input: Input): FirstAdministrator | undefined {
  const [email, file] = [text(input, "admin-email"), text(input, "admin-password-file")];
  const password = file === undefined ? text(input, "admin-password") : readFileSync(file === "-" ? 0 : file, "utf8").replace(/\r?\n$/, "");
  if (email === undefined && password === undefined) return undefined;
  if (email === undefined || password === undefined) throw new AppError("input:invalid", "The first administrator needs an address and a password.", { remedy: "Give --admin-email together with --admin-password or --admin-password-file." });
  return { email, password };
}

async function loadDemo(input: Input, runtime: Runtime) {
  const names = (await runtime.packs.list()).map((pack) => pack.name);
  const seeded = await runtime.loadDemo(names);
  const signIns = await giveDemoPasswords(runtime.db, runtime.live.current(), folderOf(input.env().dataDir, workspaceOf(input)), text(input, "demo-password"));
  return { seeded, signIns };
}

const packsLine = (installed: readonly string[]): string => (installed.length > 0 ? `Installed the packs ${installed.join(", ")}.` : "All shipped packs are installed.");

function signInLines({ people, password }: DemoSignIns): string[] {
  const width = Math.max(0, ...people.map(({ email }) => email.length));
  const rows = people.map(({ email, name, roles }) => `  ${email.padEnd(width)}  ${roles.join(", ")}  (${name})`);
  return [`Sign in as one of these, with the password ${password ?? "they were given on another machine"}:`, ...rows];
}
