"use client";
import { Package } from "lucide-react";
import { useState } from "react";
import { useModel } from "../data/model";
import { useMoment } from "../i18n/moment";
import { useT } from "../i18n/provider";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { EmptyState } from "../ui/states";
import { AdminFrame } from "./admin-frame";
import { PackAsks, type Asks } from "./pack-asks";
import { PackFile } from "./pack-file";
import { PackUninstall } from "./pack-uninstall";
import { PackUpgrade, type PackChoice } from "./pack-upgrade";
import { AdminTable, Loaded } from "./parts";
import { holdsRight } from "./sections";
import { useAdmin } from "./use-admin";

interface Pack {
  readonly name: string;
  readonly label: string;
  readonly description?: string;
  readonly version: string;
  readonly licence: string | null;
  readonly installedAt?: string;
  readonly capabilities: Asks | null;
}

/** Installed packs, and those that lie ready on the server. */
export default function PacksPage() {
  const t = useT();
  const moment = useMoment();
  const { system } = useModel();
  const [planned, setPlanned] = useState<PackChoice>();
  const [leaving, setLeaving] = useState<string>();
  const query = useAdmin<{ items: readonly Pack[]; available: readonly string[] }>("/packs");
  const mayInstall = holdsRight(system, "packs.install");
  return (
    <AdminFrame section="packs">
      <Loaded query={query} isEmpty={({ items }) => items.length === 0} empty={<EmptyState icon={<Package />} title={t("field.nothingFound")} />}>
        {({ items, available }) => (
          <>
            <AdminTable
              label={t("admin.packs")} rows={items} keyOf={(pack) => pack.name}
              columns={[
                { label: t("admin.pack"), cell: (pack) => <div className="py-1"><div className="font-medium">{pack.label}</div><div className="text-xs text-ink-3">{pack.description}</div>{pack.capabilities && <PackAsks asks={pack.capabilities} isShort />}</div> },
                { label: t("admin.version"), cell: (pack) => <Badge>{pack.version}</Badge> },
                { label: t("admin.when"), className: "whitespace-nowrap text-ink-3", cell: (pack) => moment(pack.installedAt) },
                { label: "", className: "text-right", cell: (pack) => mayInstall && (
                  <div className="flex justify-end gap-2">
                    {available.includes(pack.name) && <Button size="sm" onClick={() => setPlanned({ title: pack.label, from: { names: [pack.name] } })}>{t("admin.checkUpgrade")}</Button>}
                    {pack.name !== "core" && <Button size="sm" variant="ghost" aria-label={t("admin.uninstallOf", { name: pack.label })} onClick={() => setLeaving(pack.name)}>{t("admin.uninstall")}</Button>}
                  </div>
                ) },
              ]}
            />
            {mayInstall && available.some((name) => !items.some((pack) => pack.name === name)) && (
              <section aria-label={t("admin.lieReady")} className="mt-8">
                <h2 className="mb-2 text-base font-semibold">{t("admin.lieReady")}</h2>
                <div className="flex flex-wrap gap-2">
                  {available.filter((name) => !items.some((pack) => pack.name === name)).map((name) => <Button key={name} onClick={() => setPlanned({ title: name, from: { names: [name] } })}>{name}</Button>)}
                </div>
              </section>
            )}
          </>
        )}
      </Loaded>
      {mayInstall && <PackFile onKept={({ archive, name }) => setPlanned({ title: name, from: { archives: [archive] } })} />}
      <Dialog open={planned !== undefined} onOpenChange={() => setPlanned(undefined)}>{planned && <PackUpgrade {...planned} onDone={() => setPlanned(undefined)} />}</Dialog>
      <Dialog open={leaving !== undefined} onOpenChange={() => setLeaving(undefined)}>{leaving && <PackUninstall key={leaving} name={leaving} onDone={() => setLeaving(undefined)} />}</Dialog>
    </AdminFrame>
  );
}
