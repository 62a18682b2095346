/** Words of DMN for ours. */
import type { Aggregation, DecisionType, HitPolicy } from "./decision";

export const POLICY_WORDS: Readonly<Record<HitPolicy, string>> = {
  unique: "UNIQUE", any: "ANY", priority: "PRIORITY", first: "FIRST", outputOrder: "OUTPUT ORDER", ruleOrder: "RULE ORDER", collect: "COLLECT",
};
export const AGGREGATION_WORDS: Readonly<Record<Aggregation, string>> = { sum: "SUM", min: "MIN", max: "MAX", count: "COUNT" };
export const TYPE_WORDS: Readonly<Record<DecisionType, string>> = {
  text: "string", number: "number", boolean: "boolean", date: "date", dateTime: "date and time", time: "time", duration: "days and time duration", any: "Any",
};
/** Other tools write types in their own ways, too. */
const MORE_TYPES: Readonly<Record<string, DecisionType>> = {
  integer: "number", long: "number", double: "number", datetime: "dateTime", "feel:string": "text", "feel:number": "number", daytimeduration: "duration", yearmonthduration: "duration", "years and months duration": "duration",
};

export const wordOf = <K extends string>(words: Readonly<Record<K, string>>, text: string | undefined): K | undefined =>
  (Object.keys(words) as K[]).find((key) => words[key].toLowerCase() === text?.trim().toLowerCase().replace(/_/g, " "));

export const typeOf = (text: string | undefined): DecisionType | undefined => wordOf(TYPE_WORDS, text) ?? MORE_TYPES[text?.trim().toLowerCase() ?? ""];

export const DMN_NAMESPACE = "https://www.omg.org/spec/DMN/20191111/MODEL/";
/** Of DMN 1.1 to 1.5. */
export const isDmn = (namespace: string): boolean => /^https?:\/\/www\.omg\.org\/spec\/DMN\/\d{8}\/(MODEL\/|dmn\.xsd)$/.test(namespace);
