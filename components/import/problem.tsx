"use client";
import { ApiError } from "../data/api";
import { useT } from "../i18n/provider";
import { Button } from "../ui/button";
import { Notice } from "../ui/states";

interface ProblemProps {
  error: Error;
  onRetry?(): void;
  /** Another file, when this one is of no use. */
  onFile?(): void;
}

/** What the server said about a file or an import, with a way on. */
export function Problem({ error, onRetry, onFile }: ProblemProps) {
  const t = useT();
  const known = error instanceof ApiError && error.status > 0 ? error : undefined;
  const lines = known ? [...new Set([...(known.issues.some(({ message }) => message === known.message) ? [] : [known.message]), ...known.issues.map((issue) => [issue.message, issue.remedy].filter(Boolean).join(" "))])] : [t("error.network")];
  return (
    <Notice tone="danger" className="my-3">
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
      {(onRetry || onFile) && (
        <div className="mt-2 flex gap-2">
          {onRetry && <Button size="sm" onClick={onRetry}>{t("common.retry")}</Button>}
          {onFile && <Button size="sm" onClick={onFile}>{t("import.otherFile")}</Button>}
        </div>
      )}
    </Notice>
  );
}
