"use client";
import { useEffect, useId, useState } from "react";
import { BackToSignIn } from "../auth/forgot-form";
import { api, ApiError } from "../data/api";
import { useT } from "../i18n/provider";
import { Skeleton } from "../ui/badge";
import { Button } from "../ui/button";
import { Textarea } from "../ui/input";
import { Notice } from "../ui/states";

interface LinkView {
  readonly title: string;
  readonly description: string;
  readonly what: string;
  readonly record: string | null;
  readonly decision: string | null;
  readonly for: string | null;
  readonly comment: "optional" | "required" | "none";
}

const tokenHere = (): string => new URLSearchParams(window.location.hash.slice(1)).get("token") ?? "";

/** The end of a link in a letter that asks for a decision or an answer. One press more: programs that look at links in letters must not decide. */
export function DecideForm() {
  const t = useT();
  const words = useId();
  const [view, setView] = useState<LinkView>();
  const [comment, setComment] = useState("");
  const [state, setState] = useState<"asking" | "busy" | "done">("asking");
  const [failure, setFailure] = useState<ApiError>();
  const [missing, setMissing] = useState(false);
  const ask = async <T,>(path: string, body: object, then: (answer: T) => void) => {
    try {
      then(await api<T>(path, { method: "POST", body }));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setFailure(error);
      setState("asking");
    }
  };
  useEffect(() => void ask<LinkView>("/task-links/look", { token: tokenHere() || "-" }, setView), []);
  const decide = () => {
    setMissing(view?.comment === "required" && !comment.trim());
    if (view?.comment === "required" && !comment.trim()) return document.getElementById(words)?.focus();
    setState("busy");
    setFailure(undefined);
    void ask("/task-links/decide", { token: tokenHere(), ...(comment.trim() && { comment: comment.trim() }) }, () => setState("done"));
  };
  return (
    <div>
      <h1 className="mb-2 text-lg font-semibold">{view?.title ?? t("decide.title")}</h1>
      {!view && !failure && <Skeleton className="h-16" />}
      {failure && <Notice tone="danger" className="mb-4">{failure.status === 401 ? t("decide.gone") : failure.message}</Notice>}
      {view && (
        <>
          <p className="text-sm text-ink-2">{[view.what, view.record].filter(Boolean).join(" · ")}</p>
          {view.for && <p className="text-sm text-ink-2">{t("decide.for", { name: view.for })}</p>}
          {view.description && <p className="mt-2 text-sm whitespace-pre-line">{view.description}</p>}
          {state === "done" ? <p role="status" className="my-4 text-sm font-medium">{t("decide.done")}</p> : (
            <div className="mt-4 grid gap-3">
              {view.comment === "none" ? <p className="text-sm text-ink-2">{t("approval.secretHelp")}</p> : (
                <div className="grid gap-1">
                  <label htmlFor={words} className={view.comment === "required" ? "text-sm font-medium" : "sr-only"}>{t(view.comment === "required" ? "decide.reason" : "tasks.comment")}</label>
                  <Textarea id={words} rows={2} maxLength={2000} placeholder={view.comment === "required" ? undefined : t("tasks.comment")} aria-invalid={missing && !comment.trim() ? true : undefined} aria-describedby={`${words}why`} value={comment} onChange={(event) => setComment(event.target.value)} />
                  <p id={`${words}why`} role="alert" className="text-sm text-danger-ink empty:hidden">{missing && !comment.trim() ? t("approval.sayWhy") : ""}</p>
                </div>
              )}
              <Button variant="primary" className="h-9 w-full" disabled={state === "busy"} onClick={decide}>{view.decision ?? t("tasks.finish")}</Button>
            </div>
          )}
        </>
      )}
      <BackToSignIn />
    </div>
  );
}
