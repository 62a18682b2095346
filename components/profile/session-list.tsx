"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { When } from "../activity/when";
import { api } from "../data/api";
import { useT } from "../i18n/provider";
import { Problem } from "../import/problem";
import { Badge, Skeleton } from "../ui/badge";
import { Button } from "../ui/button";
import { Confirm } from "../ui/confirm";
import { browserOf } from "./browser-of";

interface Session {
  readonly id: string;
  readonly lastSeenAt: string;
  readonly address: string | null;
  readonly agent: string | null;
  readonly current: boolean;
}

const KEY = ["me", "sessions"];

/** Where one is signed in; each can be ended. */
export function SessionList() {
  const t = useT();
  const client = useQueryClient();
  const { data } = useQuery({ queryKey: KEY, queryFn: ({ signal }) => api<{ items: readonly Session[] }>("/auth/sessions", { signal }) });
  const [asking, setAsking] = useState(false);
  const [error, setError] = useState<Error>();
  const end = (path: string) => void api(path, { method: "DELETE" }).then(() => client.invalidateQueries({ queryKey: KEY }), setError);
  if (!data) return <Skeleton className="h-20 w-full" />;
  return (
    <>
      <ul className="divide-y divide-line rounded-lg border border-line bg-raised">
        {data.items.map((session) => (
          <li key={session.id} className="flex min-h-11 flex-wrap items-center gap-x-3 px-3 py-1.5 text-sm">
            <span className="min-w-0 flex-1 truncate">{[browserOf(session.agent), session.address].filter(Boolean).join(" · ") || t("profile.unknownDevice")}</span>
            <span className="text-xs text-ink-3">
              <When at={session.lastSeenAt} />
            </span>
            {session.current ? <Badge tone="green">{t("profile.thisSession")}</Badge> : <Button size="sm" onClick={() => end(`/auth/sessions/${session.id}`)}>{t("profile.endSession")}</Button>}
          </li>
        ))}
      </ul>
      {error && <Problem error={error} />}
      {data.items.length > 1 && (
        <Button className="mt-3" onClick={() => setAsking(true)}>
          {t("profile.endOthers")}
        </Button>
      )}
      <Confirm open={asking} onOpenChange={setAsking} danger title={t("profile.endOthersTitle")} text={t("profile.endOthersText")} action={t("profile.endOthers")} onConfirm={() => end("/auth/sessions")} />
    </>
  );
}
