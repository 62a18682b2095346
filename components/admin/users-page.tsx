"use client";
import { MailPlus, Users } from "lucide-react";
import { useState } from "react";
import { queryString } from "../data/api";
import { useDebounced } from "../data/use-debounced";
import { useMoment } from "../i18n/moment";
import { useT } from "../i18n/provider";
import { Avatar } from "../ui/avatar";
import { Badge, type Tone } from "../ui/badge";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Input, NativeSelect } from "../ui/input";
import { EmptyState } from "../ui/states";
import { AdminFrame } from "./admin-frame";
import { InviteDialog } from "./invite-dialog";
import { AdminTable, Loaded } from "./parts";
import { useAdmin } from "./use-admin";
import { UserSheet } from "./user-sheet";

export interface AdminUser {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly status: "active" | "invited" | "suspended";
  readonly language: string;
  readonly timeZone: string;
  readonly roles: readonly string[];
  readonly teams: readonly string[];
  readonly unit: string | null;
  readonly hasSecondFactor: boolean;
  readonly lastSignInAt: string | null;
}

export interface AdminRole {
  readonly name: string;
  readonly label: string;
  readonly pack: string;
  readonly system: readonly string[];
}

const TONES: Readonly<Record<AdminUser["status"], Tone>> = { active: "green", invited: "blue", suspended: "red" };
const STATUSES = ["active", "invited", "suspended"] as const;

/** Everybody who may sign in, or was invited to. */
export default function UsersPage() {
  const t = useT();
  const moment = useMoment();
  const [text, setText] = useState("");
  const [status, setStatus] = useState("");
  const [cursors, setCursors] = useState<readonly string[]>([]);
  const [open, setOpen] = useState<string>();
  const [inviting, setInviting] = useState(false);
  const q = useDebounced(text.trim(), 200);
  const query = useAdmin<{ items: readonly AdminUser[]; nextCursor: string | null }>(`/users${queryString({ q, status, cursor: cursors.at(-1), limit: 50 })}`);
  const roles = useAdmin<{ items: readonly AdminRole[] }>("/roles");
  const roleLabel = (name: string) => roles.data?.items.find((role) => role.name === name)?.label ?? name;
  const filter = (change: () => void) => {
    setCursors([]);
    change();
  };

  return (
    <AdminFrame section="users" actions={<Button variant="primary" onClick={() => setInviting(true)}><MailPlus />{t("admin.invite")}</Button>}>
      <div className="mb-3 flex flex-wrap gap-2">
        <Input type="search" aria-label={t("admin.searchUsers")} placeholder={t("admin.searchUsers")} className="w-64 max-sm:w-full" value={text} onChange={(event) => filter(() => setText(event.target.value))} />
        <NativeSelect aria-label={t("admin.status")} className="w-auto" value={status} onValueChange={(next) => filter(() => setStatus(next))}>
          <option value="">{t("admin.anyStatus")}</option>
          {STATUSES.map((name) => <option key={name} value={name}>{t(`admin.status.${name}`)}</option>)}
        </NativeSelect>
      </div>
      <Loaded query={query} isEmpty={({ items }) => items.length === 0} empty={<EmptyState icon={<Users />} title={t("field.nothingFound")} text={t("admin.noUsers")} />}>
        {({ items, nextCursor }) => (
          <>
            <AdminTable
              label={t("admin.users")} rows={items} keyOf={(user) => user.id}
              columns={[
                {
                  label: t("admin.name"),
                  cell: (user) => (
                    <button type="button" onClick={() => setOpen(user.id)} className="flex min-h-9 w-full min-w-0 items-center gap-2.5 rounded-md text-left hover:underline">
                      <Avatar name={user.name} />
                      <span className="min-w-0">
                        <span className="block truncate font-medium">{user.name}</span>
                        <span className="block truncate text-xs text-ink-3">{user.email}</span>
                      </span>
                    </button>
                  ),
                },
                { label: t("admin.status"), cell: (user) => <Badge tone={TONES[user.status]}>{t(`admin.status.${user.status}`)}</Badge> },
                { label: t("admin.roles"), cell: (user) => <span className="text-ink-2">{user.roles.map(roleLabel).join(", ") || "—"}</span> },
                { label: t("admin.lastSignIn"), className: "whitespace-nowrap text-ink-3 max-sm:hidden", cell: (user) => moment(user.lastSignInAt) },
              ]}
            />
            {(cursors.length > 0 || nextCursor) && (
              <div className="mt-3 flex justify-end gap-2">
                <Button disabled={cursors.length === 0} onClick={() => setCursors(cursors.slice(0, -1))}>{t("admin.newer")}</Button>
                <Button disabled={!nextCursor} onClick={() => nextCursor && setCursors([...cursors, nextCursor])}>{t("admin.older")}</Button>
              </div>
            )}
          </>
        )}
      </Loaded>
      <Dialog open={inviting} onOpenChange={setInviting}>{inviting && <InviteDialog roles={roles.data?.items ?? []} onDone={() => setInviting(false)} />}</Dialog>
      <Dialog open={open !== undefined} onOpenChange={() => setOpen(undefined)}>{open && <UserSheet id={open} roles={roles.data?.items ?? []} />}</Dialog>
    </AdminFrame>
  );
}
