"use client";
import { useQuery } from "@tanstack/react-query";
import { Command } from "cmdk";
import { Clock, Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { Dialog } from "radix-ui";
import { useEffect, useState, type ReactNode } from "react";
import { api, queryString } from "../data/api";
import { useModel } from "../data/model";
import { useRecent } from "../data/recent";
import { useDebounced } from "../data/use-debounced";
import { useT } from "../i18n/provider";
import { byKeyword } from "../ui/combobox";
import { Icon } from "../ui/icon";

interface SearchHit {
  readonly entity: string;
  readonly id: string;
  /** Null when the person may not read the title. */
  readonly title: string | null;
}

const row = "flex min-h-9 cursor-default items-center gap-2.5 rounded-md px-2.5 text-sm max-sm:min-h-11 data-[selected=true]:bg-hover [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-ink-3";

/** Ctrl+K: go to a list, create something, find a record. */
export function Palette({ onClose }: { onClose(): void }) {
  const t = useT();
  const router = useRouter();
  const { entities, user } = useModel();
  const recent = useRecent(user.id);
  const [text, setText] = useState("");
  const asked = useDebounced(text.trim(), 150);
  const { data, isFetching } = useQuery({
    queryKey: ["search", asked],
    enabled: asked.length > 1,
    queryFn: ({ signal }) => api<{ items: readonly SearchHit[] }>(`/search${queryString({ q: asked, limit: 5 })}`, { signal }),
  });
  const hits = asked.length > 1 ? (data?.items ?? []) : [];
  const first = hits[0]?.id;
  const [marked, setMarked] = useState("");
  useEffect(() => {
    if (first) setMarked(`record ${first}`);
  }, [first]);
  const listed = Object.values(entities).filter((entity) => entity.rights.read && !entity.parent);
  const go = (href: string) => {
    onClose();
    router.push(href);
  };

  return (
    <Dialog.Root open onOpenChange={onClose}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-scrim animate-appear" />
        <Dialog.Content aria-describedby={undefined} className="fixed top-[12vh] left-1/2 z-50 w-[calc(100vw-2rem)] max-w-xl -translate-x-1/2 overflow-hidden rounded-xl bg-raised shadow-pop animate-appear max-sm:top-2">
          <Dialog.Title className="sr-only">{t("palette.title")}</Dialog.Title>
          <Command loop value={marked} onValueChange={setMarked} filter={byKeyword} label={t("palette.title")}>
            <Command.Input value={text} onValueChange={setText} placeholder={t("palette.placeholder")} className="h-12 w-full border-b border-line bg-transparent px-4 text-base outline-none placeholder:text-ink-3" />
            <Command.List className="scroll-thin max-h-[min(26rem,60vh)] overflow-y-auto p-1.5">
              <Command.Empty className="px-3 py-6 text-center text-sm text-ink-3">{isFetching ? t("common.loading") : t("field.nothingFound")}</Command.Empty>
              {hits.length > 0 && (
                <Group heading={t("palette.records")}>
                  {hits.map((hit) => (
                    // The text asked for is a keyword, so that what the server found is never filtered away here.
                    <Command.Item key={hit.id} value={`record ${hit.id}`} keywords={[text, hit.title ?? ""]} onSelect={() => go(`/${hit.entity}/${hit.id}`)} className={row}>
                      <Icon name={entities[hit.entity]?.icon} />
                      <span className="min-w-0 flex-1 truncate">{hit.title ?? hit.id}</span>
                      <span className="shrink-0 text-xs text-ink-3">{entities[hit.entity]?.label}</span>
                    </Command.Item>
                  ))}
                </Group>
              )}
              {recent.length > 0 && (
                <Group heading={t("palette.recent")}>
                  {recent.slice(0, 5).map((record) => (
                    <Command.Item key={record.id} value={`recent ${record.id}`} keywords={[record.title]} onSelect={() => go(`/${record.entity}/${record.id}`)} className={row}>
                      <Clock aria-hidden />
                      <span className="min-w-0 flex-1 truncate">{record.title}</span>
                      <span className="shrink-0 text-xs text-ink-3">{entities[record.entity]?.label}</span>
                    </Command.Item>
                  ))}
                </Group>
              )}
              <Group heading={t("palette.goTo")}>
                {listed.map((entity) => (
                  <Command.Item key={entity.name} value={`list ${entity.name}`} keywords={[entity.plural, entity.label]} onSelect={() => go(`/${entity.name}`)} className={row}>
                    <Icon name={entity.icon} />
                    {entity.plural}
                  </Command.Item>
                ))}
              </Group>
              <Group heading={t("palette.create")}>
                {listed
                  .filter((entity) => entity.rights.create && !entity.system)
                  .map((entity) => (
                    <Command.Item key={entity.name} value={`create ${entity.name}`} keywords={[t("palette.createOne", { label: entity.label })]} onSelect={() => go(`/${entity.name}/new`)} className={row}>
                      <Plus aria-hidden />
                      {t("palette.createOne", { label: entity.label })}
                    </Command.Item>
                  ))}
              </Group>
            </Command.List>
          </Command>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Group({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <Command.Group heading={heading} className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-ink-3">
      {children}
    </Command.Group>
  );
}
