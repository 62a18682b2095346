"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useId, useState, type FormEvent } from "react";
import { api } from "../data/api";
import { useLocale, useT } from "../i18n/provider";
import { Problem } from "../import/problem";
import { Badge, Skeleton } from "../ui/badge";
import { Button } from "../ui/button";
import { Checkbox } from "../ui/checkbox";
import { Confirm } from "../ui/confirm";
import { Input } from "../ui/input";
import { Notice } from "../ui/states";
import { Row } from "./person-form";

interface ApiKey {
  readonly id: string;
  readonly name: string;
  readonly prefix: string;
  readonly readOnly: boolean;
  readonly expiresAt: string;
}

const KEY = ["me", "keys"];

/** Keys for programs that act for this person, with his roles or less. A new one is shown once. */
export function KeyList() {
  const t = useT();
  const { language, timeZone } = useLocale();
  const client = useQueryClient();
  const { data } = useQuery({ queryKey: KEY, queryFn: ({ signal }) => api<{ items: readonly ApiKey[] }>("/api-keys", { signal }) });
  const [made, setMade] = useState<string>();
  const [ending, setEnding] = useState<ApiKey>();
  const [error, setError] = useState<Error>();
  const again = () => client.invalidateQueries({ queryKey: KEY });
  const end = (key: ApiKey) => void api(`/api-keys/${key.id}`, { method: "DELETE" }).then(again, setError);
  const day = (at: string) => new Intl.DateTimeFormat(language, { dateStyle: "medium", timeZone }).format(new Date(at));
  if (!data) return <Skeleton className="h-20 w-full" />;
  return (
    <>
      {data.items.length > 0 && (
        <ul className="mb-4 divide-y divide-line rounded-lg border border-line bg-raised">
          {data.items.map((key) => (
            <li key={key.id} className="flex min-h-11 flex-wrap items-center gap-x-3 px-3 py-1.5 text-sm">
              <span className="min-w-0 flex-1 truncate font-medium">{key.name}</span>
              <code className="text-xs text-ink-3">{key.prefix}…</code>
              {key.readOnly && <Badge>{t("profile.readOnly")}</Badge>}
              <span className="text-xs text-ink-3">{t("profile.until", { date: day(key.expiresAt) })}</span>
              <Button size="sm" aria-label={t("profile.endKeyNamed", { name: key.name })} onClick={() => setEnding(key)}>
                {t("profile.endKey")}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {made && (
        <Notice tone="warning" className="mb-4">
          <p>{t("profile.keyOnce")}</p>
          <p className="mt-1 font-mono break-all select-all">{made}</p>
        </Notice>
      )}
      {error && <Problem error={error} />}
      <NewKey onMade={(key) => (setMade(key), void again())} onError={setError} />
      <Confirm open={ending !== undefined} onOpenChange={() => setEnding(undefined)} danger title={t("profile.endKeyTitle")} text={t("profile.endKeyText")} action={t("profile.endKey")} onConfirm={() => ending && end(ending)} />
    </>
  );
}

function NewKey({ onMade, onError }: { onMade(key: string): void; onError(error: Error | undefined): void }) {
  const t = useT();
  const id = useId();
  const [name, setName] = useState("");
  const [readOnly, setReadOnly] = useState(true);
  const make = async (event: FormEvent) => {
    event.preventDefault();
    onError(undefined);
    try {
      const { principal } = await api<{ principal: { roles: readonly string[] } }>("/auth/me");
      onMade((await api<{ key: string }>("/api-keys", { method: "POST", body: { name, readOnly, roles: principal.roles } })).key);
      setName("");
    } catch (cause) {
      onError(cause as Error);
    }
  };
  return (
    <form onSubmit={(event) => void make(event)} className="flex flex-wrap items-end gap-3">
      <div className="min-w-56 flex-1">
        <Row id={id} label={t("profile.keyName")}>
          <Input id={id} value={name} maxLength={100} required onChange={(event) => setName(event.target.value)} />
        </Row>
      </div>
      <label className="flex h-8 items-center gap-2 text-sm">
        <Checkbox checked={readOnly} onCheckedChange={setReadOnly} />
        {t("profile.readOnly")}
      </label>
      <Button type="submit" disabled={name.trim() === ""}>
        {t("profile.makeKey")}
      </Button>
    </form>
  );
}
