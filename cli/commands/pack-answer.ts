/** What commands about packs answer when documents have problems, and who acts. */
import { isAppError, systemPrincipal, type AppError } from "../../runtime/kernel";
import type { Author } from "../../runtime/publish";
import type { Result } from "../command";

export const AUTHOR: Author = { id: null, kind: systemPrincipal("install-pack").kind };

interface Shown {
  readonly file: string;
  readonly pointer: string;
  readonly message: string;
  readonly remedy: string;
}

/** Findings with their file, where a document has one. */
export function problemsOf(issues: AppError["issues"]): readonly Shown[] {
  return issues.map((issue) => ({ file: "file" in issue && typeof issue.file === "string" ? issue.file : "", pointer: issue.pointer, message: issue.message, remedy: issue.remedy ?? "" }));
}

export const sentence = ({ file, pointer, message, remedy }: Shown): string => `${file}${file && pointer ? " " : ""}${pointer}\n  ${message} ${remedy}`.trimEnd();

/** Runs the work; problems of packs are a result, not a crash. */
export async function refusals(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!isAppError(error) || !["metadata:invalid", "conflict:merge"].includes(error.code)) throw error;
    const found = problemsOf(error.issues);
    const problems = found.length > 0 ? found : [{ file: "", pointer: "", message: error.message, remedy: error.remedy ?? "" }];
    return { ok: false, document: { ok: false, problems }, text: problems.map(sentence).join("\n") };
  }
}
