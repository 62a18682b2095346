import { storageOf } from "../fields/traits";
import { statementCache } from "../queries/cache";
import { outputsOf } from "../queries/projection";
import { located, Source, type Reading } from "../queries/scope";

/** What the answer about one record has in it: *paths* as in a list, and *children* fields by name. Both undefined = everything. */
export interface AnswerShape {
  readonly paths?: readonly string[];
  readonly children?: ReadonlySet<string>;
}

/** From the fields a caller asks for. A title costs a look at another table, so an answer of few fields is cheaper. @throws AppError query:invalid for a field he does not know. */
export function answerShape(reading: Reading, entityName: string, fields?: readonly string[]): AnswerShape {
  if (!fields) return {};
  const access = reading.access(entityName);
  return statementCache<AnswerShape>(reading.model, `answer;${entityName};${reading.key};${textOf(fields)}`, () => {
    const children = fields.filter((name) => {
      const field = access.entity.fieldByName.get(name);
      return field !== undefined && storageOf(field) === "children" && access.fields.get(name)?.read === "full";
    });
    const paths = fields.filter((name) => !children.includes(name));
    located("/fields", () => outputsOf(new Source(reading, access.entity, "t", false), paths));
    return { paths, children: new Set(children) };
  });
}

const texts = new WeakMap<readonly string[], string>();

/** `list.join()`, made once for each list: in front of every statement that is kept for it. */
export function textOf(list: readonly string[]): string {
  let text = texts.get(list);
  if (text === undefined) texts.set(list, (text = list.join()));
  return text;
}
