import { parseTemplate, pathsIn } from "../../../expressions/template/parse";
import { entityOfDocument } from "../../check-screens";
import { at, type Loading } from "../../loading";
import { findField, relationOf, targetsOf, type PathResult } from "../../paths";
import type { EntityModel } from "../../types";
import type { PartKind } from "../part";
import type { ClientTemplate, TemplateModel } from "./model";

export const template: PartKind<"template", TemplateModel, ClientTemplate> = {
  kind: "template",
  addressed: true,
  words: { group: "templates", tree: () => new Map([["label", new Map()]]) },
  build: ({ id, name, label, entity, format, language = "en", body, fileName }, words) => ({
    id, name, label: words.label(label, "label"), entity, format, language, body: parseTemplate(body), fileName: parseTemplate(fileName ?? label),
  }),
  check(part, origin, { loading }) {
    const entity = entityOfDocument(loading, part.entity, origin);
    for (const key of ["body", "fileName"] as const) {
      const place = at(origin, key);
      for (const { line, message, remedy } of part[key].faults) loading.problems.add(place, "template", `Line ${line}: ${message.replace(/\.$/, "")}`, remedy);
      if (key === "fileName" && part[key].pieces.some(({ kind }) => kind === "each" || kind === "if")) loading.problems.add(place, "template", "A name of a file has no loops and choices", "Put values into it only.");
      if (!entity) continue;
      for (const { path, line } of pathsIn(part[key].pieces)) {
        const wrong = path[0] === "record" ? stepsOf(loading, entity, path.slice(1)) : path[0] === "words" && path.length > 1 ? wordOf(entity, path[1]!) : undefined;
        if (wrong) loading.problems.add(place, wrong.code, `Line ${line}: ${wrong.message}`, wrong.remedy);
      }
    }
    if (part.format === "html" && /<(script|iframe|object|embed|html|head|body|meta|base)\b/i.test(part.body.pieces.map((piece) => (piece.kind === "text" ? piece.text : "")).join(" "))) loading.problems.add(at(origin, "body"), "template", "A page may not bring programs, frames or a head of its own along", "Write only what stands inside <body>.");
  },
  client: (part, lens) => (lens.reads(part.entity) ? { id: part.id, name: part.name, label: lens.text(part.label), entity: part.entity } : undefined),
};

type Wrong = Exclude<PathResult, { ok: true }>;

/** What stands below a field that is no relation (an amount of money, a city of an address) is its own affair. */
function stepsOf(loading: Loading, entity: EntityModel, [step, ...rest]: readonly string[]): Wrong | undefined {
  if (step === undefined || step === "id") return undefined;
  const found = findField(entity, step);
  if (!found.ok) return found;
  const relation = relationOf(loading, found.field);
  if (rest.length === 0 || relation === undefined || relation === "any" || relation === "many" || (relation === "one" && rest[0] === "title")) return undefined;
  const [target] = targetsOf(loading, found.field);
  return target && stepsOf(loading, target, rest);
}

function wordOf(entity: EntityModel, name: string): Wrong | undefined {
  const found = findField(entity, name);
  if (!found.ok) return found;
  return Array.isArray(found.field.options["choices"]) ? undefined : { ok: false, code: "noChoices", message: `The field "${name}" has no choices, so no words`, remedy: `Write {{record.${name}}}.` };
}
