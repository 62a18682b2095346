"use client";
import { useQuery } from "@tanstack/react-query";
import { useId, useState, type FormEvent } from "react";
import type { ClientEntity } from "../../runtime/model/client";
import { api, ApiError } from "../data/api";
import { useRecords } from "../data/records";
import type { MessageKey } from "../i18n/messages";
import { useT } from "../i18n/provider";
import { Button } from "../ui/button";
import { Checkbox } from "../ui/checkbox";
import { Combobox } from "../ui/combobox";
import { Dialog, DialogContent } from "../ui/dialog";
import { Input, NativeSelect } from "../ui/input";
import { Notice } from "../ui/states";
import type { ListBase } from "./list-state";
import type { Reach, ViewChange } from "./views-api";

interface DialogProps {
  entity: ClientEntity;
  /** The view whose name and readers are changed; absent for a new one. */
  base: ListBase | undefined;
  mayPublish: boolean;
  onClose(): void;
  onSave(input: ViewChange): Promise<void>;
}

const REACHES = ["own", "team", "roles", "everybody"] as const;

function reachOf(base: ListBase | undefined): Reach {
  if (base?.view) return base.view.reach;
  if (!base?.list) return { to: "own" };
  return base.list.roles ? { to: "roles", roles: base.list.roles } : { to: "everybody" };
}

/** Name of a view, and who sees it. */
export function ViewDialog({ entity, base, mayPublish, onClose, onSave }: DialogProps) {
  const t = useT();
  const id = useId();
  const before = reachOf(base);
  const [label, setLabel] = useState(base?.label ?? "");
  const [to, setTo] = useState<Reach["to"]>(before.to);
  const [team, setTeam] = useState(before.to === "team" ? before.team : "");
  const [roles, setRoles] = useState<readonly string[]>(before.to === "roles" ? before.roles : []);
  const [first, setFirst] = useState(base?.list?.default ?? false);
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const teams = useRecords("team", { fields: ["name"], filter: { field: "id", op: "in", value: { user: "teams" } }, limit: 100, count: "none" });
  const known = useQuery({ queryKey: ["metadata", "roles"], enabled: mayPublish, queryFn: ({ signal }) => api<{ items: readonly { kind: string; name: string; label?: string }[] }>("/metadata", { signal }) });
  const roleChoices = (known.data?.items ?? []).filter((item) => item.kind === "role").map(({ name, label = name }) => ({ value: name, label }));
  const ofTeam = teams.data?.items ?? [];
  const offered = REACHES.filter((one) => one === "own" || one === to || (one === "team" ? ofTeam.length > 0 : mayPublish));

  const reach = (): Reach => (to === "team" ? { to, team: team || (ofTeam[0]?.id ?? "") } : to === "roles" ? { to, roles } : { to });
  const isReady = label.trim() !== "" && (to !== "roles" || roles.length > 0);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!isReady || busy) return;
    setBusy(true);
    setProblem(undefined);
    try {
      await onSave({ label: label.trim(), reach: reach(), ...(to === "own" || to === "team" ? {} : { default: first }) });
      onClose();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setProblem(error.status === 0 ? t("error.network") : (error.issues[0]?.message ?? error.message));
      setBusy(false);
    }
  };
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={t(base ? "view.edit" : "view.saveAs")}
        className="max-w-md"
        footer={
          <>
            <Button onClick={onClose}>{t("common.cancel")}</Button>
            <Button variant="primary" type="submit" form={id} disabled={!isReady || busy}>
              {t("common.save")}
            </Button>
          </>
        }
      >
        <form id={id} onSubmit={(event) => void submit(event)} className="grid gap-3">
          {problem && <Notice tone="danger">{problem}</Notice>}
          <label className="grid gap-1 text-sm font-medium">
            {t("view.name")}
            <Input autoFocus value={label} maxLength={200} onChange={(event) => setLabel(event.target.value)} placeholder={t("view.namePlaceholder", { plural: entity.plural })} />
          </label>
          <label className="grid gap-1 text-sm font-medium">
            {t("view.reach")}
            <NativeSelect value={to} onValueChange={(next) => setTo(REACHES.find((one) => one === next) ?? "own")}>
              {offered.map((one) => (
                <option key={one} value={one}>
                  {t(`view.to.${one}` satisfies MessageKey)}
                </option>
              ))}
            </NativeSelect>
          </label>
          {to === "team" && (
            <NativeSelect aria-label={t("view.team")} value={team} onValueChange={setTeam}>
              {ofTeam.map((one) => (
                <option key={one.id} value={one.id}>
                  {String(one.name ?? one.id)}
                </option>
              ))}
            </NativeSelect>
          )}
          {to === "roles" && <Combobox multiple aria-label={t("view.roles")} placeholder={t("view.roles")} choices={roleChoices} values={roles} onChange={setRoles} />}
          {(to === "roles" || to === "everybody") && (
            <>
              <label className="flex items-center gap-2 text-sm">
                <Checkbox checked={first} onCheckedChange={setFirst} />
                {t("view.firstForThem")}
              </label>
              <p className="text-xs text-ink-3">{t("view.sharedHint")}</p>
            </>
          )}
        </form>
      </DialogContent>
    </Dialog>
  );
}
