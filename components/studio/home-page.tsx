"use client";
import { Boxes, Plus } from "lucide-react";
import Link from "next/link";
import { useMemo } from "react";
import { Loaded } from "../admin/parts";
import { useModel } from "../data/model";
import { useT } from "../i18n/provider";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";
import { EmptyState } from "../ui/states";
import { DraftNotice } from "./draft-notice";
import { StudioFrame } from "./studio-frame";
import { useMetadata, type DocumentItem } from "./use-studio";

interface Module {
  readonly name: string;
  readonly label: string;
  readonly description?: string;
  readonly madeHere: boolean;
  readonly items: readonly DocumentItem[];
}

/** Modules: those made here first, then what packs brought. */
export default function HomePage() {
  const t = useT();
  const query = useMetadata();
  const { entities } = useModel();
  const modules = useMemo((): readonly Module[] => {
    const { packs = [], items = [] } = query.data ?? {};
    const own = packs.map(({ name, madeHere, manifest }) => ({ name, madeHere, label: manifest.label, description: manifest.description, items: items.filter((item) => item.pack === name) }));
    const loose = items.filter((item) => item.pack === "local");
    const all: Module[] = loose.length > 0 ? [...own, { name: "local", madeHere: true, label: t("studio.localModule"), description: t("studio.localText"), items: loose }] : own;
    return all.sort((a, b) => Number(b.madeHere) - Number(a.madeHere) || Number(a.name === "local") - Number(b.name === "local") || a.label.localeCompare(b.label));
  }, [query.data, t]);
  const count = (module: Module, ...kinds: readonly string[]): number => module.items.filter(({ kind }) => kinds.includes(kind)).length;
  return (
    <StudioFrame>
      <div className="mb-6 flex flex-wrap items-start gap-3">
        <div className="min-w-0 flex-1">
          <h1 className="text-xl font-semibold">{t("studio.modules")}</h1>
          <p className="mt-1 max-w-prose text-sm text-ink-2">{t("studio.modulesText")}</p>
        </div>
        <Button asChild variant="primary"><Link href="/studio/new"><Plus />{t("studio.newModule")}</Link></Button>
      </div>
      <DraftNotice />
      <Loaded query={query} isEmpty={() => modules.length === 0} empty={<EmptyState icon={<Boxes />} title={t("studio.noModules")} />}>
        {() => (
          <ul className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
            {modules.map((module) => {
              const first = module.items.find(({ kind }) => kind === "entity");
              return (
                <li key={module.name}>
                  <Link href={`/studio/${module.name}`} prefetch={false} className="flex h-full flex-col gap-2 rounded-xl border border-line bg-raised p-4 shadow-low transition-colors hover:border-line-strong hover:bg-hover">
                    <span className="flex items-center gap-3">
                      <span className="flex size-9 shrink-0 items-center justify-center rounded-lg bg-accent-soft text-accent-ink"><Icon name={entities[first?.name ?? ""]?.icon ?? "package"} className="size-5" /></span>
                      <span className="min-w-0 flex-1 truncate font-semibold">{module.label}</span>
                      {module.madeHere && <Badge tone="green">{t("studio.madeHere")}</Badge>}
                    </span>
                    <span className="line-clamp-2 min-h-10 text-sm text-ink-2">{module.description ?? ""}</span>
                    <span className="mt-auto flex flex-wrap gap-x-3 text-xs text-ink-3">
                      <span>{t("studio.countEntities", { count: count(module, "entity") })}</span>
                      <span>{t("studio.countScreens", { count: count(module, "form", "list", "board", "calendar", "timeline", "tree", "dashboard", "report") })}</span>
                      <span>{t("studio.countRoles", { count: count(module, "role") })}</span>
                    </span>
                  </Link>
                </li>
              );
            })}
          </ul>
        )}
      </Loaded>
    </StudioFrame>
  );
}
