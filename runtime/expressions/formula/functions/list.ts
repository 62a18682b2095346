import { add, approximate, divide, multiply } from "../decimal";
import type { Frame } from "../frame";
import { T, listOf, type FormulaType } from "../types";
import { FeelFunction, compare, equals, isList, kindOf, type FeelList, type FeelValue } from "../values";
import { define } from "./builtin";

const l = (value: FeelValue | undefined): FeelList => value as FeelList;
const n = (value: FeelValue | undefined): number => value as number;

/** All items are numbers, or null. */
function numbers(list: FeelList): readonly number[] | null {
  return list.every((item) => typeof item === "number") ? (list as readonly number[]) : null;
}

function fold(list: FeelList, step: (a: number, b: number) => number | null): number | null {
  const all = numbers(list);
  if (all === null || all.length === 0) return null;
  let result: number | null = all[0]!;
  for (let i = 1; i < all.length && result !== null; i++) result = step(result, all[i]!);
  return result;
}

function mean(list: FeelList): number | null {
  const sum = fold(list, add);
  return sum === null ? null : divide(sum, list.length);
}

function stddev(list: FeelList): number | null {
  const center = mean(list);
  if (center === null || list.length < 2) return null;
  const squares = (list as readonly number[]).reduce((sum, item) => sum + (item - center) ** 2, 0);
  return approximate(Math.sqrt(squares / (list.length - 1)));
}

function median(list: FeelList): number | null {
  const all = numbers(list);
  if (all === null || all.length === 0) return null;
  const sorted = [...all].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  if (sorted.length % 2 === 1) return sorted[middle]!;
  const sum = add(sorted[middle - 1]!, sorted[middle]!);
  return sum === null ? null : divide(sum, 2);
}

function mode(list: FeelList): FeelList | null {
  const all = numbers(list);
  if (all === null) return null;
  const counts = new Map<number, number>();
  for (const item of all) counts.set(item, (counts.get(item) ?? 0) + 1);
  const most = Math.max(0, ...new Set(counts.values()));
  return [...counts].filter(([, count]) => count === most).map(([item]) => item).sort((a, b) => a - b);
}

/** Least (-1) or greatest (1) item by order; null when items have no common order. */
function extreme(list: FeelList, sign: 1 | -1): FeelValue {
  if (list.length === 0 || list[0] === null || compare(list[0]!, list[0]!) === null) return null;
  let best: FeelValue = list[0]!;
  for (const item of list) {
    const order = compare(item, best);
    if (order === null) return null;
    if (order * sign > 0) best = item;
  }
  return best;
}

function allTrue(list: FeelList, wanted: boolean): boolean | null {
  if (list.some((item) => item === !wanted)) return !wanted;
  return list.every((item) => item === wanted) ? wanted : null;
}

/** Position counted from 1, or from the end when negative → index, or -1. */
function indexOf(list: FeelList, position: number): number {
  const index = position > 0 ? position - 1 : list.length + position;
  return Number.isInteger(position) && position !== 0 && index >= 0 && index < list.length ? index : -1;
}

function sublist(list: FeelList, start: number, length: number | undefined): FeelList | null {
  const from = start > 0 ? start - 1 : list.length + start;
  if (start === 0 || from < 0 || (length !== undefined && length < 0)) return null;
  return list.slice(from, length === undefined ? undefined : from + length);
}

function insertBefore(list: FeelList, position: number, item: FeelValue, frame: Frame): FeelList | null {
  const index = position === list.length + 1 ? list.length : indexOf(list, position);
  return index < 0 ? null : frame.checkList(list.toSpliced(index, 0, item));
}

function replaceItems(list: FeelList, match: FeelValue, item: FeelValue, frame: Frame): FeelList | null {
  if (typeof match === "number") {
    const index = indexOf(list, match);
    return index < 0 ? null : list.with(index, item);
  }
  if (!(match instanceof FeelFunction)) return null;
  return list.map((old) => (match.invoke([old, item], frame) === true ? item : old));
}

/** Items without later equals; scalars by hash, the rest one by one (charged). */
function distinct(list: FeelList, frame: Frame): FeelList {
  const scalars = new Set<FeelValue>();
  const others: FeelValue[] = [];
  return list.filter((item) => {
    if (typeof item !== "object" || item === null) {
      if (scalars.has(item)) return false;
      scalars.add(item);
      return true;
    }
    frame.charge(1 + (others.length >> 3));
    if (others.some((other) => equals(other, item, frame) === true)) return false;
    others.push(item);
    return true;
  });
}

function concatenate(lists: FeelList, frame: Frame): FeelList | null {
  if (lists.includes(null)) return null;
  frame.checkLength(lists.reduce<number>((sum, part) => sum + (isList(part) ? part.length : 1), 0));
  return (lists as FeelValue[]).flatMap((part) => part as FeelValue[]);
}

function flatten(list: FeelList, frame: Frame): FeelList {
  const result: FeelValue[] = [];
  const walk = (part: FeelList): void => {
    frame.charge(1 + (part.length >> 4));
    for (const item of part) {
      if (isList(item)) walk(item);
      else result.push(item);
    }
    frame.checkLength(result.length);
  };
  walk(list);
  return result;
}

function sort(list: FeelList, precedes: FeelFunction | undefined, frame: Frame): FeelList | null {
  if (precedes === undefined) {
    frame.charge(list.length);
    const kinds = new Set(list.map(kindOf));
    return kinds.size > 1 || list.some((item) => compare(item, item) === null) ? null : [...list].sort((a, b) => compare(a, b)!);
  }
  const before = (a: FeelValue, b: FeelValue): boolean => precedes.invoke([a, b], frame) === true;
  return [...list].sort((a, b) => (before(a, b) ? -1 : before(b, a) ? 1 : 0));
}

const sameList = (args: readonly FormulaType[]): FormulaType => (args[0]?.kind === "list" && args[0].item ? listOf(args[0].item) : T.list);
const itemType = (args: readonly FormulaType[]): FormulaType => {
  const kind = args.length === 1 ? (args[0]!.kind === "list" ? args[0]!.item?.kind : args[0]!.kind) : args.every((arg) => arg.kind === args[0]!.kind) ? args[0]!.kind : undefined;
  return { kind: kind ?? "any" };
};

export const listFunctions = [
  define("List", "list contains(list: list, element: any|null) -> boolean", "Is the value in the list?", ["list contains([1, 2], 2)", "true"],
    ([list, element], f) => (f.charge(l(list).length >> 3), l(list).some((item) => equals(item, element!, f) === true))),
  define("List", "list replace(list: list, position: any, newItem: any|null) -> list", "The list with the item at a position replaced; or every item for which a function(item, newItem) says true.",
    ["list replace([2, 4, 7], 3, 6)", "[2, 4, 6]"], ([list, position, item], f) => replaceItems(l(list), position!, item!, f)),
  define("List", "list replace(list: list, match: function, newItem: any|null) -> list", "The same with the parameter named match.",
    ["list replace([2, 4, 7], function(item, newItem) item < newItem, 5)", "[5, 5, 7]"], ([list, match, item], f) => replaceItems(l(list), match!, item!, f)),
  define("List", "count(list: list) -> number", "Number of items.", ["count([1, 2, 3])", "3"], ([list]) => l(list).length),
  define("List", "min(list: ...any) -> any", "The least of numbers, texts, dates …", ["min([1, 2, 3])", "1"], ([list]) => extreme(l(list), -1), { resultOf: itemType }),
  define("List", "max(list: ...any) -> any", "The greatest of numbers, texts, dates …", ["max(1, 2, 3)", "3"], ([list]) => extreme(l(list), 1), { resultOf: itemType }),
  define("List", "sum(list: ...number) -> number", "Sum; null when an item is not a number or there is none.", ["sum([0.1, 0.2])", "0.3"], ([list]) => fold(l(list), add)),
  define("List", "product(list: ...number) -> number", "Product.", ["product([2, 3, 4])", "24"], ([list]) => fold(l(list), multiply)),
  define("List", "mean(list: ...number) -> number", "Arithmetic mean.", ["mean([1, 2, 6])", "3"], ([list]) => mean(l(list))),
  define("List", "median(list: ...number) -> number", "The middle of the sorted numbers.", ["median([8, 2, 5, 3, 4])", "4"], ([list]) => median(l(list))),
  define("List", "stddev(list: ...number) -> number", "Standard deviation of a sample.", ["stddev([2, 4, 7, 5])", "2.08166599946613"], ([list]) => stddev(l(list))),
  define("List", "mode(list: ...number) -> list", "The numbers that occur most often, ascending.", ["mode([6, 3, 9, 6, 6])", "[6]"], ([list]) => mode(l(list)), { resultOf: () => listOf(T.number) }),
  define("List", "all(list: ...boolean) -> boolean", "Are all items true? Three-valued.", ["all([true, null, false])", "false"], ([list]) => allTrue(l(list), true)),
  define("List", "any(list: ...boolean) -> boolean", "Is an item true? Three-valued.", ["any([false, null, true])", "true"], ([list]) => allTrue(l(list), false)),
  define("List", "sublist(list: list, start position: number, length?: number) -> list", "Items from a position (negative: from the end), to the end or so many.",
    ["sublist([4, 5, 6], 1, 2)", "[4, 5]"], ([list, start, length]) => sublist(l(list), n(start), length as number | undefined), { resultOf: sameList }),
  define("List", "append(list: list, item: ...any|null) -> list", "The list with items added at the end.", ["append([1], 2, 3)", "[1, 2, 3]"], ([list, items], f) => concatenate([list!, items!], f)),
  define("List", "concatenate(list: ...list) -> list", "One list of the items of several.", ["concatenate([1, 2], [3])", "[1, 2, 3]"], ([lists], f) => concatenate(l(lists), f)),
  define("List", "insert before(list: list, position: number, newItem: any|null) -> list", "The list with an item added before a position.", ["insert before([1, 3], 1, 2)", "[2, 1, 3]"],
    ([list, position, item], f) => insertBefore(l(list), n(position), item!, f)),
  define("List", "remove(list: list, position: number) -> list", "The list without the item at a position.", ["remove([1, 2, 3], 2)", "[1, 3]"],
    ([list, position]) => (indexOf(l(list), n(position)) < 0 ? null : l(list).toSpliced(indexOf(l(list), n(position)), 1)), { resultOf: sameList }),
  define("List", "reverse(list: list) -> list", "The list from the end to the start.", ["reverse([1, 2, 3])", "[3, 2, 1]"], ([list]) => l(list).toReversed(), { resultOf: sameList }),
  define("List", "index of(list: list, match: any|null) -> list", "Positions of a value in the list.", ["index of([1, 2, 3, 2], 2)", "[2, 4]"],
    ([list, match], f) => l(list).flatMap((item, i) => (equals(item, match!, f) === true ? [i + 1] : [])), { resultOf: () => listOf(T.number) }),
  define("List", "union(list: ...list) -> list", "Items of several lists, each once.", ["union([1, 2], [2, 3])", "[1, 2, 3]"], ([lists], f) => distinct(concatenate(l(lists), f) ?? [], f)),
  define("List", "distinct values(list: list) -> list", "The list with each value once.", ["distinct values([1, 2, 3, 2, 1])", "[1, 2, 3]"], ([list], f) => distinct(l(list), f), { resultOf: sameList }),
  define("List", "flatten(list: list) -> list", "The items of nested lists in one list.", ["flatten([[1, 2], [[3]], 4])", "[1, 2, 3, 4]"], ([list], f) => flatten(l(list), f)),
  define("List", "sort(list: list, precedes?: function) -> list", "The list in order: ascending, or by a function that says whether its first argument comes before the second.",
    ["sort([3, 1, 2], function(x, y) x > y)", "[3, 2, 1]"], ([list, precedes], f) => sort(l(list), precedes as FeelFunction | undefined, f), { resultOf: sameList }),
];
