import { readFileSync } from "node:fs";
import type { Auth } from "../../runtime/auth/service";
import type { LinkTask } from "../../runtime/auth/links";
import { AppError } from "../../runtime/kernel";
import { listOption, operator, withAuth } from "../auth";
import type { Command } from "../command";

/** The link of a letter, for the terminal; undefined when nobody would get that letter. */
async function linkOf(auth: Auth, task: LinkTask): Promise<string | undefined> {
  return /\S+#token=\S+/.exec((await auth.writeLetter(task))?.text ?? "")?.[0];
}

export const add: Command = {
  about: "Make a user; without a password a link to choose one is printed",
  usage: "<email> [--name <name>] [--role <role>]… [--password-file <file>]",
  arity: [1, 1],
  options: {
    name: { type: "string", value: "name", about: "Name shown to others; the address unless given" },
    role: { type: "string", value: "role", multiple: true, about: "Role by its name; may be given several times" },
    "password-file": { type: "string", value: "file", about: 'File with the password, "-" for standard input (an option with the password would be seen by every user of the machine)' },
    language: { type: "string", value: "tag", about: 'Language of the screens, for example "uk"' },
  },
  run: (input) => withAuth(input, async (auth) => {
    const [email = ""] = input.args;
    const { name, language } = input.options;
    const file = input.options["password-file"];
    const password = typeof file === "string" ? readFileSync(file === "-" ? 0 : file, "utf8").replace(/\r?\n$/, "") : undefined;
    const user = await auth.createUser(operator, {
      email, name: typeof name === "string" ? name : email, roles: listOption(input.options.role),
      ...(password === undefined ? {} : { password }), ...(typeof language === "string" ? { language } : {}),
    });
    // With mail the letter is on its way, and a second link would end the one in it.
    const link = user.status === "invited" && input.env().smtpUrl === undefined ? await linkOf(auth, { kind: "invite", userId: user.id }) : undefined;
    const next = user.status === "active" ? "" : link === undefined ? " An invitation is sent by letter." : `\nPassword to be chosen within seven days at ${link}`;
    return { document: { ok: true, id: user.id, email: user.email, status: user.status, roles: user.roles, ...(link === undefined ? {} : { link }) }, text: `Made the user ${user.email} (${user.id}).${next}` };
  }),
};

export const link: Command = {
  about: "Print a link with which a user can choose a new password within an hour",
  usage: "<email>",
  arity: [1, 1],
  run: (input) => withAuth(input, async (auth) => {
    const [email = ""] = input.args;
    const found = await linkOf(auth, { kind: "resetPassword", email: email.trim().toLowerCase() });
    if (found === undefined) throw new AppError("resource:notFound", `There is no active user "${email}".`, { remedy: "`metaloom user list` shows them all." });
    return { document: { ok: true, link: found }, text: found };
  }),
};

export const list: Command = {
  about: "List the users",
  run: (input) => withAuth(input, async (auth) => {
    const { items } = await auth.users(operator, { limit: 200 });
    const rows = items.map(({ id, email, name, status, roles }) => ({ id, email, name, status, roles }));
    return { document: { ok: true, users: rows }, text: rows.map((row) => [row.email, row.status, row.roles.join(",") || "-", row.name].join("\t")).join("\n") || "There are no users." };
  }),
};
