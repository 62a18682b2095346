import type { Mapping, Preview } from "./import-api";

/** How a file is mapped at first: as its columns were mapped last time, else as suggested; nothing is filled twice. */
export function firstMapping({ columns, last, targets }: Pick<Preview, "columns" | "last" | "targets">): Mapping {
  const known = new Set(targets.map((target) => target.path));
  const used = new Set<string>();
  const take = (path: string | null | undefined): string | null => {
    if (path == null || !known.has(path)) return null;
    const field = path.split(".")[0]!;
    const isPart = targets.some((target) => target.path === path && target.part);
    const filled = isPart || isLanguage(path, targets) ? path : field;
    if (used.has(filled) || used.has(isPart ? field : `${field}.`)) return null;
    used.add(filled);
    if (isPart) used.add(`${field}.`);
    return path;
  };
  // What was said before goes first: a suggestion must not take its field away.
  const said = new Map(columns.filter(({ name }) => last && Object.hasOwn(last.mapping, name)).map(({ name }) => [name, take(last!.mapping[name])]));
  return Object.fromEntries(columns.map(({ name, suggestion }) => [name, said.has(name) ? said.get(name)! : take(suggestion)]));
}

/** Columns of translations fill one field together. */
const isLanguage = (path: string, targets: Preview["targets"]): boolean => !targets.some((target) => target.path === path.split(".")[0]);

/** Required fields no column fills: new records would be refused. */
export const missingFields = (mapping: Mapping, targets: Preview["targets"]): Preview["targets"] => {
  const filled = new Set(Object.values(mapping).map((path) => path?.split(".")[0]));
  return targets.filter((target) => target.required && !filled.has(target.path));
};

/** What is mapped and can find records, the best first. */
export const keyChoices = (mapping: Mapping, targets: Preview["targets"]): Preview["targets"] => {
  const filled = new Set(Object.values(mapping));
  return targets.filter((target) => target.key && filled.has(target.path)).sort((a, b) => Number(b.unique) - Number(a.unique));
};
