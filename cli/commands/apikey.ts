import type { Auth } from "../../runtime/auth/service";
import type { UserView } from "../../runtime/auth/user-view";
import { AppError } from "../../runtime/kernel";
import { listOption, operator, withAuth } from "../auth";
import type { Command } from "../command";

/** Whose key it is: the user named, else the oldest active one who holds every role asked for. */
async function ownerOf(auth: Auth, email: string | undefined, roles: readonly string[]): Promise<UserView> {
  const { items } = await auth.users(operator, { status: "active", limit: 200, ...(email === undefined ? {} : { q: email }) });
  const owner = items.find((user) => (email === undefined ? roles.every((role) => user.roles.includes(role)) : user.email === email.trim().toLowerCase()));
  if (owner) return owner;
  throw email === undefined
    ? new AppError("state:wrong", `No active user holds ${roles.map((role) => `"${role}"`).join(" and ")}.`, { remedy: "A key acts as its owner: make one with `metaloom user add … --role …`, or name him with --user." })
    : new AppError("resource:notFound", `There is no active user "${email}".`);
}

export const add: Command = {
  about: "Make an API key; it is shown once",
  usage: "--role <role>… [--user <email>] [--name <name>] [--read-only] [--days <n>]",
  options: {
    role: { type: "string", value: "role", multiple: true, about: "Role the key may use; its owner must hold it" },
    user: { type: "string", value: "email", about: "Owner; the oldest user with these roles unless given" },
    name: { type: "string", value: "name", about: "What the key is for" },
    "read-only": { type: "boolean", about: "The key may only read" },
    days: { type: "string", value: "n", about: "Days until it ends, 1 to 366; 90 unless given" },
  },
  run: (input) => withAuth(input, async (auth) => {
    const roles = listOption(input.options.role);
    if (roles.length === 0) throw new AppError("input:invalid", "Say what the key may do.", { remedy: "Add --role <role>." });
    const { user, name, days } = input.options;
    const owner = await ownerOf(auth, typeof user === "string" ? user : undefined, roles);
    const made = await auth.createApiKey(operator, {
      name: typeof name === "string" ? name : "command line", roles, owner: owner.id, readOnly: input.options["read-only"] === true,
      ...(typeof days === "string" ? { days: Number(days) } : {}),
    });
    input.say(`The key acts as ${owner.email} until ${made.expiresAt}. It is not shown again.`);
    return { document: { ok: true, key: made.key, id: made.id, owner: owner.email, roles: made.roles, readOnly: made.readOnly, expiresAt: made.expiresAt }, text: made.key };
  }),
};
