/** Every property metadata may have: those of the grammar, and the options of each field type as "option:<type>#/<name>". */
import { fieldTypes, type AnyFieldType } from "../../../runtime/fields/index";
import { fieldOptionSchemas } from "../../../runtime/fields/options";
import { schemaProperties } from "../../../runtime/model/schemas";

interface Node {
  readonly properties?: Readonly<Record<string, Node>>;
  readonly items?: Node;
}

function below(node: Node | undefined, path: string): string[] {
  return Object.entries({ ...node?.properties, ...node?.items?.properties }).flatMap(([name, child]) => [`${path}/${name}`, ...below(child, `${path}/${name}`)]);
}

export function allProperties(): string[] {
  const types = Object.entries(fieldTypes as Readonly<Record<string, AnyFieldType>>).filter(([, type]) => !type.traits?.reserved);
  const options = types.flatMap(([name]) => below((fieldOptionSchemas as Readonly<Record<string, Node>>)[name], `option:${name}#`));
  return [...schemaProperties(), ...options];
}
