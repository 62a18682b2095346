/**
 * Attachments, browser-safe half: values that are files of `metaloom.files`.
 * *file ref* = { id, name?, size?, mediaType? }; only the id is kept, the gateway adds the rest and checks it on writing.
 * The value is one file ref, or a list of them when `multiple`.
 */
import { defineField, fail, ok, type FieldType, type Parsed } from "../field";
import { isObject, objectIssues, own } from "./object";
import { emptiness } from "./operator";
import { maskAll } from "./plain-text";
import { idSchema, parseRefs, toUuid, type Ref } from "./relation";

export interface AttachmentOptions {
  /** Several files. Default false. */
  readonly multiple?: boolean;
  /** Media types taken, "image/*" for a whole kind. */
  readonly accept?: readonly string[];
  /** Bytes of one file. */
  readonly maxSize?: number;
}

export interface FileRef {
  readonly id: string;
  readonly name?: string;
  readonly size?: number;
  readonly mediaType?: string;
}

export type Attachment = FileRef | readonly FileRef[];

const MAX_FILES = 100;
const EXAMPLE = '{ "id": "0190b6a4-7c1e-7d30-8a4b-1f2e3d4c5b6a" }';

/** The files of a value, none when empty. */
export function filesOf(value: Attachment | null): readonly FileRef[] {
  if (value === null) return [];
  return "id" in value ? [value] : value;
}

/** True when a file of this media type may be put into a field that accepts `accept` (case and parameters ignored). */
export function accepts(accept: readonly string[] | undefined, mediaType: string): boolean {
  if (accept === undefined || accept.length === 0) return true;
  const given = mediaType.split(";")[0]!.trim().toLowerCase();
  return accept.some((pattern) => (pattern.endsWith("/*") ? given.startsWith(pattern.slice(0, -1).toLowerCase()) : given === pattern.toLowerCase()));
}

/** One file ref from "uuid" or { id, … }; what else the object says is kept for people and never stored. */
function parseFile(input: unknown): Parsed<FileRef> {
  if (input === null || input === "") return ok<FileRef>(null);
  const issues = typeof input === "string" ? [] : objectIssues(input, ["id", "name", "size", "mediaType"], EXAMPLE);
  if (issues.length > 0) return { ok: false, issues };
  const id = toUuid(isObject(input) ? own(input, "id") : input);
  if (id === undefined) return fail("format", "This is not the id of a file.", "Upload the file first, then give its id.", isObject(input) ? "/id" : "");
  const known = isObject(input) ? input : {};
  const [name, size, mediaType] = [own(known, "name"), own(known, "size"), own(known, "mediaType")];
  return ok<FileRef>({
    id,
    ...(typeof name === "string" ? { name } : {}),
    ...(typeof size === "number" ? { size } : {}),
    ...(typeof mediaType === "string" ? { mediaType } : {}),
  });
}

function parse(input: unknown, { multiple }: AttachmentOptions): Parsed<Attachment> {
  return multiple ? parseRefs(input, MAX_FILES, parseFile as (item: unknown) => Parsed<Ref>) : parseFile(input);
}

const ids = (value: Attachment | null): string => filesOf(value).map(({ id }) => id).join(";");

const fileSchema = {
  type: "object", additionalProperties: false, required: ["id"],
  properties: {
    id: { ...idSchema, description: "Id of the file, given by the upload." },
    name: { type: "string", description: "Name of the file, in answers only." },
    size: { type: "integer", description: "Bytes, in answers only." },
    mediaType: { type: "string", description: "Media type, in answers only." },
  },
};

/** A field type whose values are attachments. */
export function attachmentType<O extends AttachmentOptions>(spec: { name: string; icon: string; label: string }): FieldType<Attachment, O> {
  return defineField<Attachment, O>({
    ...spec, storage: "columns", sortable: false, groupable: false, searchable: false, measures: [],
    operators: emptiness<Attachment, O>(),
    apiSchema: ({ multiple }) => {
      const one = { anyOf: [fileSchema, idSchema] };
      return multiple ? { type: "array", maxItems: MAX_FILES, items: one } : one;
    },
    parse,
    isEmpty: (value) => filesOf(value).length === 0,
    toText: ids,
    fromText: (text, options) => parse(text.trim() === "" ? null : options.multiple ? text.split(";") : text, options),
    format: (value) => filesOf(value).map(({ id, name }) => name ?? id).join(", "),
    equals: (a, b) => ids(a) === ids(b),
    mask: maskAll,
    feel: "any",
    traits: { files: true },
  });
}
