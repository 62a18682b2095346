/** The pack `metaloom pack init` begins with: one entity with a form and a list, a role, a menu and a test. Valid as it is. */
import { AppError } from "../kernel";
import { canonicalText } from "../model/canonical";
import { documentPath, type DocumentKind } from "../model/source";
import { packSource, type PackSource } from "../publish";

const NAME = /^[a-z][a-zA-Z0-9]{0,39}$/;

const words = (name: string): string => name.replace(/([A-Z])/g, " $1").replace(/^./, (first) => first.toUpperCase()).trim();

/** @throws AppError input:invalid for a name no pack may have. */
export function starterPack(name: string): PackSource {
  if (!NAME.test(name) || ["local", "core"].includes(name)) throw new AppError("input:invalid", `"${name.slice(0, 60)}" cannot be the name of a pack.`, { remedy: "Use letters and digits, beginning with a small letter: fleet, serviceDesk." });
  const entity = `${name}Item`;
  const label = words(name);
  const documents: readonly (readonly [DocumentKind, string, string | undefined, object])[] = [
    ["pack", name, undefined, { id: name, name, version: "0.1.0", label, description: `What ${label} is for, in a sentence.`, licence: "Apache-2.0", language: "en", requires: { core: "^1.0.0" } }],
    ["entity", entity, undefined, {
      id: entity, name: entity, label: "Item", plural: "Items", icon: "box", description: "Rename it, and give it the fields you need.", titleField: "name",
      fields: [
        { id: "name", name: "name", type: "text", label: "Name", required: true, searchable: true, options: { maxLength: 200 } },
        { id: "status", name: "status", type: "select", label: "Status", default: "new", options: { choices: [{ id: "new", value: "new", label: "New", color: "blue" }, { id: "done", value: "done", label: "Done", color: "green" }] } },
        { id: "due", name: "due", type: "date", label: "Due", requiredWhen: { field: "status", op: "eq", value: "new" } },
        { id: "notes", name: "notes", type: "longText", label: "Notes" },
      ],
    }],
    ["form", "main", entity, { id: `${entity}.main`, name: "main", entity, label: "Main", default: true, tabs: [{ id: "general", label: "General", sections: [{ id: "basics", label: "Basics", columns: 2, fields: ["name", "status", "due", "notes"].map((field) => ({ id: field, field })) }] }] }],
    ["list", "main", entity, { id: `${entity}.list`, name: "main", entity, label: "All items", default: true, columns: ["name", "status", "due"].map((field) => ({ id: field, field })) }],
    ["role", `${name}User`, undefined, { id: `${name}User`, name: `${name}User`, label: `${label} user`, entities: { [entity]: { create: "all", read: "all", update: "all", delete: "own" } } }],
    ["menu", name, undefined, { id: name, name, label, order: 50, items: [{ id: "items", entity }] }],
  ];
  const files = documents.map(([kind, own, of, body]) => [documentPath(kind, own, of ?? own), canonicalText(kind, body)] as const);
  const test = {
    id: `${name}.newItem`, name: "newItem", label: "A new item needs a due date",
    steps: [
      { id: "refused", as: `${name}User`, create: entity, with: { name: "Try it" }, refused: { pointer: "/due" } },
      { id: "made", as: `${name}User`, create: entity, with: { name: "Try it", due: "2026-01-31" }, call: "item", expect: { status: "new" } },
      { id: "finished", as: `${name}User`, update: "item", with: { status: "done", due: null }, expect: { status: "done", due: null } },
    ],
  };
  return packSource(new Map([...files, ["tests/newItem.json", `${JSON.stringify(test, null, 2)}\n`], ["README.md", `# ${label}\n\nCheck it with \`metaloom pack validate\`, try it with \`metaloom pack test\`, install it with \`metaloom pack install\`.\n`]]));
}
