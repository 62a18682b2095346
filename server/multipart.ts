/** Reads multipart/form-data: one file, taken in while it arrives, and a few short fields. */
import type {} from "@fastify/multipart";
import type { FastifyRequest } from "fastify";
import { AppError } from "../runtime/kernel";

export interface Form<F> {
  readonly file?: F;
  readonly fields: Readonly<Record<string, string>>;
}

export interface FormOptions<F> {
  readonly maxBytes: number;
  /** Names of the fields that may come along. */
  readonly fields: readonly string[];
  /** Must read the bytes to their end, or throw. */
  take(name: string, bytes: AsyncIterable<Uint8Array>): Promise<F>;
}

const FIELD_BYTES = 100_000;

/** @throws AppError request:unsupportedType, request:malformed, and what `take` throws. */
export async function readForm<F>(request: FastifyRequest, { maxBytes, fields: allowed, take }: FormOptions<F>): Promise<Form<F>> {
  if (!request.isMultipart()) throw new AppError("request:unsupportedType", "Send the file as multipart/form-data.", { remedy: 'For example: curl -F "file=@contacts.csv" …' });
  let file: F | undefined;
  const fields: Record<string, string> = {};
  try {
    // One byte more than is taken, so that our own sentence is the one that is said.
    for await (const part of request.parts({ limits: { fileSize: maxBytes + 1, files: 2, fieldSize: FIELD_BYTES } })) {
      if (part.type === "file") {
        if (file !== undefined || part.fieldname !== "file") throw malformed(`There is a file "${part.fieldname.slice(0, 60)}" too many.`, 'Send one file, in the field "file".');
        file = await take(part.filename ?? "", part.file);
      } else if (!allowed.includes(part.fieldname)) throw malformed(`There is no field "${part.fieldname.slice(0, 60)}".`, `Use ${["file", ...allowed].join(", ")}.`);
      else if (part.valueTruncated) throw malformed(`The field "${part.fieldname}" is too long.`, `At most ${FIELD_BYTES} bytes are taken.`);
      else fields[part.fieldname] = typeof part.value === "string" ? part.value : JSON.stringify(part.value);
    }
  } catch (error) {
    // The rest of the body is read and forgotten: a client that is still sending would not look at the answer.
    request.raw.unpipe();
    request.raw.resume();
    throw request.raw.readableAborted ? new AppError("request:malformed", "The upload broke off before its end.", { cause: error }) : error;
  }
  return { file, fields };
}

const malformed = (message: string, remedy: string): AppError => new AppError("request:malformed", message, { remedy, issues: [{ pointer: "", code: "form", message, remedy }] });

export const missingFile = (): AppError => new AppError("input:invalid", "There is no file in the request.", { issues: [{ pointer: "/file", code: "required", message: "There is no file in the request." }], remedy: 'Send it as multipart/form-data in the field "file".' });

/** The field "options" of a form. @throws AppError input:invalid. */
export function jsonField(text: string | undefined): unknown {
  if (text === undefined || text === "") return {};
  try {
    return JSON.parse(text);
  } catch {
    throw new AppError("input:invalid", "options is not valid JSON.", { issues: [{ pointer: "/options", code: "json", message: "options is not valid JSON." }], remedy: "Check quotes, commas and brackets." });
  }
}
