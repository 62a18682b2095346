"use client";
import { useState } from "react";
import { BackToSignIn } from "../auth/forgot-form";
import { api, ApiError } from "../data/api";
import { useT } from "../i18n/provider";
import { Button } from "../ui/button";
import { Notice } from "../ui/states";

/** The end of a letter's link. One click more: programs that look at links in letters must not end them. */
export function UnsubscribeForm() {
  const t = useT();
  const [state, setState] = useState<"asking" | "busy" | "done" | "failed">("asking");
  async function end() {
    setState("busy");
    try {
      await api("/notifications/unsubscribe", { method: "POST", body: { token: new URLSearchParams(window.location.hash.slice(1)).get("token") ?? "" } });
      setState("done");
    } catch (failure) {
      if (!(failure instanceof ApiError)) throw failure;
      setState("failed");
    }
  }
  return (
    <div>
      <h1 className="mb-2 text-lg font-semibold">{t("unsubscribe.title")}</h1>
      {state === "done" ? (
        <p role="status" className="text-sm text-ink-2">
          {t("unsubscribe.done")}
        </p>
      ) : (
        <>
          <p className="mb-4 text-sm text-ink-2">{t("unsubscribe.text")}</p>
          {state === "failed" && (
            <Notice tone="danger" className="mb-4">
              {t("unsubscribe.failed")}
            </Notice>
          )}
          <Button variant="primary" className="h-9 w-full" disabled={state === "busy"} onClick={() => void end()}>
            {t("unsubscribe.end")}
          </Button>
        </>
      )}
      <BackToSignIn />
    </div>
  );
}
