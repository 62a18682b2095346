"use client";
import { Pencil, Plus, Trash2, UsersRound } from "lucide-react";
import { useState, type FormEvent } from "react";
import { useT } from "../i18n/provider";
import { Button } from "../ui/button";
import { Combobox } from "../ui/combobox";
import { Confirm } from "../ui/confirm";
import { Dialog, DialogContent } from "../ui/dialog";
import { Input } from "../ui/input";
import { EmptyState } from "../ui/states";
import { AdminFrame } from "./admin-frame";
import { AdminTable, Labelled, Loaded } from "./parts";
import { useAdmin, useAdminChange, type Titled } from "./use-admin";

interface Team {
  readonly id: string;
  readonly name: string;
  readonly members: readonly Titled[];
}

/** Teams with their members. */
export default function TeamsPage() {
  const t = useT();
  const query = useAdmin<{ items: readonly Team[] }>("/admin/teams");
  const change = useAdminChange();
  const [edited, setEdited] = useState<Team | "new">();
  const [gone, setGone] = useState<Team>();
  return (
    <AdminFrame section="teams" actions={<Button variant="primary" onClick={() => setEdited("new")}><Plus />{t("admin.newTeam")}</Button>}>
      <Loaded query={query} isEmpty={({ items }) => items.length === 0} empty={<EmptyState icon={<UsersRound />} title={t("admin.noTeams")} text={t("admin.teamsText")} />}>
        {({ items }) => (
          <AdminTable
            label={t("admin.teams")} rows={items} keyOf={(team) => team.id}
            columns={[
              { label: t("admin.name"), cell: (team) => <button type="button" className="min-h-8 font-medium hover:underline" onClick={() => setEdited(team)}>{team.name}</button> },
              { label: t("admin.members"), cell: (team) => <span className="text-ink-2">{team.members.map(({ title }) => title).join(", ") || "—"}</span> },
              {
                label: "", className: "text-right whitespace-nowrap",
                cell: (team) => (
                  <>
                    <Button size="iconSm" variant="ghost" aria-label={t("admin.editOf", { label: team.name })} onClick={() => setEdited(team)}><Pencil /></Button>
                    <Button size="iconSm" variant="ghost" aria-label={t("admin.removeOf", { label: team.name })} onClick={() => setGone(team)}><Trash2 /></Button>
                  </>
                ),
              },
            ]}
          />
        )}
      </Loaded>
      <Dialog open={edited !== undefined} onOpenChange={() => setEdited(undefined)}>{edited && <TeamDialog team={edited === "new" ? undefined : edited} onDone={() => setEdited(undefined)} />}</Dialog>
      <Confirm open={gone !== undefined} onOpenChange={() => setGone(undefined)} danger title={gone ? t("admin.removeOf", { label: gone.name }) : ""} text={t("admin.removeTeamText")} action={t("common.delete")} onConfirm={() => gone && change.mutate({ method: "DELETE", path: `/admin/teams/${gone.id}`, done: t("admin.removed") })} />
    </AdminFrame>
  );
}

function TeamDialog({ team, onDone }: { team?: Team; onDone(): void }) {
  const t = useT();
  const change = useAdminChange();
  const users = useAdmin<{ items: readonly { id: string; name: string }[] }>("/users?limit=200");
  const [name, setName] = useState(team?.name ?? "");
  const [members, setMembers] = useState<readonly string[]>(team?.members.map(({ id }) => id) ?? []);
  const save = (event: FormEvent) => {
    event.preventDefault();
    change.mutate({ method: team ? "PATCH" : "POST", path: team ? `/admin/teams/${team.id}` : "/admin/teams", body: { name, members }, done: t("admin.saved") }, { onSuccess: onDone });
  };
  return (
    <DialogContent cancel title={team?.name ?? t("admin.newTeam")} footer={<Button form="team" type="submit" variant="primary" disabled={change.isPending}>{t("common.save")}</Button>}>
      <form id="team" onSubmit={save} className="grid gap-4 pt-1">
        <Labelled label={t("admin.name")}>{(id) => <Input id={id} required maxLength={200} value={name} onChange={(event) => setName(event.target.value)} />}</Labelled>
        <Labelled label={t("admin.members")}>{(id) => <Combobox id={id} multiple known={team?.members.map((one) => ({ value: one.id, label: one.title }))} choices={(users.data?.items ?? []).map((user) => ({ value: user.id, label: user.name }))} values={members} onChange={setMembers} />}</Labelled>
      </form>
    </DialogContent>
  );
}
