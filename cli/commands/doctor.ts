import type { Command } from "../command";
import { examine, type Finding } from "../doctor";

const SIGNS: Readonly<Record<Finding["status"], string>> = { ok: "ok     ", warning: "warning", problem: "PROBLEM" };
const line = ({ name, status, message, remedy }: Finding) => `${SIGNS[status]}  ${name}: ${message}${remedy ? `\n         ${remedy}` : ""}`;

export const command: Command = {
  about: "Check environment, database, migrations, mail and clock",
  anyWorkspace: true,
  async run() {
    const checks = await examine();
    const ok = checks.every(({ status }) => status !== "problem");
    return { ok, document: { ok, checks }, text: checks.map(line).join("\n") };
  },
};
