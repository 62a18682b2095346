/** Errors → problem documents (RFC 9457). Unknown errors become `internal` with an id; their cause goes to the log only. */
import { STATUS_CODES } from "node:http";
import type { ErrorObject } from "ajv";
import { AppError, didYouMean, isAppError, type Issue } from "../runtime/kernel";

export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly remedy?: string;
  readonly instance: string;
  readonly errors: readonly Issue[];
}

export function nothingHere(): AppError {
  return new AppError("resource:notFound", "There is nothing at this address.", { remedy: "See /api/docs for the addresses of the API." });
}

/** Errors Fastify itself makes while it reads a request. */
const FASTIFY_CODES: Record<string, () => AppError> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: () => new AppError("request:unsupportedType", "The body has a media type this address does not take.", { remedy: "Send application/json." }),
  FST_ERR_CTP_INVALID_JSON_BODY: () => new AppError("request:malformed", "The body is not valid JSON.", { remedy: "Check quotes, commas and brackets.", issues: [{ pointer: "", code: "json", message: "The body is not valid JSON." }] }),
  FST_ERR_CTP_EMPTY_JSON_BODY: () => new AppError("request:malformed", "The body is empty.", { remedy: "Send a JSON object, at least {}." }),
  FST_ERR_CTP_BODY_TOO_LARGE: () => new AppError("request:tooLarge", "The body is larger than this address takes.", { remedy: "See docs/limits.md; send less, or upload a file." }),
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: () => new AppError("request:malformed", "The body is shorter or longer than its Content-Length says.", { remedy: "Send it again." }),
  FST_REQ_FILE_TOO_LARGE: () => new AppError("request:tooLarge", "The file is larger than allowed.", { remedy: "See docs/limits.md." }),
  FST_ERR_NOT_FOUND: nothingHere,
  FST_ERR_BAD_URL: () => new AppError("request:malformed", "The address is not well formed.", { remedy: "Encode special characters, for example % as %25." }),
  FST_INVALID_MULTIPART_CONTENT_TYPE: () => new AppError("request:unsupportedType", "Files come as multipart/form-data.", { remedy: "Send multipart/form-data." }),
};

export function toAppError(error: unknown): AppError {
  if (isAppError(error)) return error;
  const known = FASTIFY_CODES[(error as { code?: string }).code ?? ""];
  if (known) return known();
  const status = (error as { statusCode?: number }).statusCode;
  if (status === 429) return new AppError("request:tooMany", "Too many requests.", { remedy: "Wait as long as Retry-After says." });
  if (status === 400) return new AppError("request:malformed", "The request could not be read.", { cause: error, remedy: "Check the address, the headers and the body." });
  if (error instanceof SyntaxError && status === 400) return FASTIFY_CODES["FST_ERR_CTP_INVALID_JSON_BODY"]!();
  return new AppError("internal", "Something went wrong on our side.", { cause: error, remedy: "Try again; when it happens again, give the administrator this id." });
}

export function problemOf(error: AppError, requestId: string): Problem & Record<string, unknown> {
  return {
    type: `urn:metaloom:problem:${error.code}`,
    title: STATUS_CODES[error.status] ?? "Error",
    status: error.status,
    code: error.code,
    detail: error.message,
    ...(error.remedy ? { remedy: error.remedy } : {}),
    instance: requestId,
    errors: error.issues,
    ...error.details,
  };
}

/** Findings of ajv → issues with sentences. `part` tells where: "body" has pointers into the body, the others name the parameter. */
export function validationError(findings: readonly ErrorObject[], part: string, knownNames: readonly string[]): AppError {
  const unknown = findings.some((finding) => finding.keyword === "additionalProperties");
  const issues = findings.slice(0, 50).map((finding) => issueOf(finding, knownNames));
  const code = part === "body" ? "input:invalid" : unknown ? "request:unknownParameter" : "request:malformed";
  return new AppError(code, issues[0]?.message ?? "The request does not fit.", { issues, remedy: issues[0]?.remedy });
}

function issueOf(finding: ErrorObject, knownNames: readonly string[]): Issue {
  const params = finding.params as Record<string, unknown>;
  if (finding.keyword === "additionalProperties") {
    const name = String(params["additionalProperty"]).slice(0, 60);
    const near = didYouMean(name, knownNames);
    return { pointer: `${finding.instancePath}/${escapePointer(name)}`, code: "unknownKey", message: `"${name}" is not known here.`, remedy: near ? `Did you mean "${near}"?` : "Leave it out." };
  }
  if (finding.keyword === "required") return { pointer: `${finding.instancePath}/${String(params["missingProperty"])}`, code: "required", message: `"${String(params["missingProperty"])}" is required.`, remedy: "Add it." };
  if (finding.keyword === "enum") return { pointer: finding.instancePath, code: "choice", message: "The value is none of the allowed ones.", remedy: `Use one of: ${(params["allowedValues"] as unknown[]).join(", ")}.` };
  const [message, remedy] = sentenceOf(finding.keyword, params, finding.message);
  return { pointer: finding.instancePath, code: finding.keyword, message: `${subjectOf(finding.instancePath)} ${message}`, remedy };
}

/** "/limit" → `"limit"`; the whole is the body. */
function subjectOf(pointer: string): string {
  const name = pointer.split("/").at(-1) ?? "";
  return pointer === "" ? "The body" : `"${name.replace(/~1/g, "/").replace(/~0/g, "~").slice(0, 60)}"`;
}

const KINDS: Readonly<Record<string, string>> = { object: "a JSON object", array: "a list", string: "a text", integer: "a whole number", number: "a number", boolean: "true or false", null: "null" };

/** What is wrong, and how to mend it, for the keywords our schemas use. */
function sentenceOf(keyword: string, params: Readonly<Record<string, unknown>>, otherwise: string | undefined): readonly [string, string] {
  const limit = Number(params["limit"]);
  switch (keyword) {
    case "type": {
      const kinds = [params["type"]].flat().map((kind) => KINDS[String(kind)] ?? String(kind)).join(" or ");
      return [`must be ${kinds}.`, `Send ${kinds}.`];
    }
    case "minimum": case "maximum": return [`must be at ${keyword === "minimum" ? "least" : "most"} ${limit}.`, "Send a number within the limits."];
    case "minLength": case "minItems": return [limit === 1 ? "must not be empty." : `must have at least ${limit} ${keyword === "minItems" ? "items" : "characters"}.`, "Add what is missing."];
    case "maxLength": case "maxItems": return [`may have at most ${limit} ${keyword === "maxItems" ? "items" : "characters"}.`, "Send less."];
    case "uniqueItems": return ["names the same item twice.", "Remove one of them."];
    case "format": return [`has not the form "${String(params["format"])}".`, FORMATS[String(params["format"])] ?? "Send it in that form."];
    case "pattern": return ["has not the right form.", `Keep to ${String(params["pattern"])}.`];
    case "anyOf": return ["does not fit any of the allowed forms.", "Send one of the forms in /api/docs."];
    default: return [`${otherwise ?? "does not fit"}.`, "Compare with /api/docs."];
  }
}

const FORMATS: Readonly<Record<string, string>> = { uuid: "Write it like 0190a5c4-7d2e-7c3a-9b1f-2f6d0e8a4c11.", "date-time": "Write it like 2026-01-31T10:00:00Z." };

/** Escapes a name for a JSON pointer (RFC 6901 §3). */
const escapePointer = (name: string): string => name.replace(/~/g, "~0").replace(/\//g, "~1");
