"use client";
import { useQuery } from "@tanstack/react-query";
import { Command } from "cmdk";
import { ArrowRight, Clock, Plus, Search, Star } from "lucide-react";
import { useRouter } from "next/navigation";
import { Dialog } from "radix-ui";
import { useEffect, useState, type ReactNode } from "react";
import type { ClientMenuItem } from "../../runtime/model/client";
import { api, queryString } from "../data/api";
import { useDesk } from "../data/desk";
import { useModel } from "../data/model";
import { useOffers } from "../data/offers";
import { useRecent } from "../data/recent";
import { useDebounced } from "../data/use-debounced";
import { useT } from "../i18n/provider";
import { byKeyword } from "../ui/combobox";
import { Icon } from "../ui/icon";
import { Marked } from "../search/marked";
import { hrefOfHit, type SearchHit } from "../search/search-api";
import { menuHref } from "./menu-href";
import { useCommands, usePages } from "./palette-items";

/** A saved view of any entity. */
interface NamedView {
  readonly id: string;
  readonly entity: string;
  readonly label: string;
}

const row = "flex min-h-9 cursor-default items-center gap-2.5 rounded-md px-2.5 text-sm max-sm:min-h-11 data-[selected=true]:bg-hover [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-ink-3";

/** Ctrl+K: go anywhere, create something, do what the page in front offers, find a record, change theme or language. */
export function Palette({ onClose, onShortcuts }: { onClose(): void; onShortcuts(): void }) {
  const t = useT();
  const router = useRouter();
  const { entities, menus, user } = useModel();
  const recent = useRecent(user.id);
  const desk = useDesk();
  const offers = useOffers();
  const pages = usePages();
  const commands = useCommands(onShortcuts);
  const [text, setText] = useState("");
  const typed = text.trim();
  const asked = useDebounced(typed, 150);
  const { data, isFetching } = useQuery({
    queryKey: ["search", asked],
    enabled: asked.length > 1,
    queryFn: ({ signal }) => api<{ items: readonly SearchHit[] }>(`/search${queryString({ q: asked, limit: 5 })}`, { signal }),
  });
  const saved = useQuery({ queryKey: ["views"], queryFn: ({ signal }) => api<{ items: readonly NamedView[] }>("/views", { signal }), staleTime: 60_000 }).data?.items ?? [];
  const views = saved.filter((view) => Object.hasOwn(entities, view.entity));
  const hits = asked.length > 1 ? (data?.items ?? []) : [];
  const first = hits[0]?.id;
  const [marked, setMarked] = useState("");
  useEffect(() => {
    if (first) setMarked(`record ${first}`);
  }, [first]);
  // People, teams and units have their place in administration, for those who may go there.
  const listed = Object.values(entities).filter((entity) => entity.rights.read && !entity.parent && !entity.system);
  const known = new Set(listed.map((entity) => `/${entity.name}`));
  const items = menus.flatMap((menu) => menu.items.flatMap(leaves)).filter((item) => !known.has(menuHref(item)));
  const favourites = (desk?.favourites ?? []).filter((place) => Object.hasOwn(entities, place.entity));
  const run = (what: () => void) => {
    onClose();
    what();
  };
  const go = (href: string) => run(() => (href.startsWith("https://") ? window.open(href, "_blank", "noopener") : router.push(href)));

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
                    <Command.Item key={hit.id} value={`record ${hit.id}`} keywords={[text, hit.title ?? ""]} onSelect={() => go(hrefOfHit(hit))} className={row}>
                      <Icon name={entities[hit.entity]?.icon} />
                      <span className="min-w-0 flex-1">
                        <span className="block truncate">{hit.title ?? hit.id}</span>
                        {hit.snippet && <Marked className="block truncate text-xs text-ink-3" text={hit.snippet.text} words={asked} />}
                      </span>
                      <span className="shrink-0 text-xs text-ink-3">{entities[hit.entity]?.label}</span>
                    </Command.Item>
                  ))}
                </Group>
              )}
              {offers.length > 0 && (
                <Group heading={t("palette.here")}>
                  {offers.map((offer) => (
                    <Command.Item key={offer.id} value={`offer ${offer.id}`} keywords={[offer.label]} onSelect={() => run(offer.run)} className={row}>
                      <Icon name={offer.icon} />
                      {offer.label}
                    </Command.Item>
                  ))}
                </Group>
              )}
              {favourites.length > 0 && (
                <Group heading={t("favourite.title")}>
                  {favourites.slice(0, typed ? undefined : 5).map((place) => (
                    <Command.Item key={place.id} value={`favourite ${place.id}`} keywords={[place.title ?? ""]} onSelect={() => go(`/${place.entity}/${place.id}`)} className={row}>
                      <Star aria-hidden />
                      <span className="min-w-0 flex-1 truncate">{place.title ?? place.id}</span>
                      <span className="shrink-0 text-xs text-ink-3">{entities[place.entity]?.label}</span>
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
              {typed !== "" && views.length > 0 && (
                <Group heading={t("palette.views")}>
                  {views.map((view) => (
                    <Command.Item key={view.id} value={`view ${view.id}`} keywords={[view.label, entities[view.entity]!.plural]} onSelect={() => go(`/${view.entity}?view=${view.id}`)} className={row}>
                      <Icon name={entities[view.entity]?.icon} />
                      <span className="min-w-0 flex-1 truncate">{view.label}</span>
                      <span className="shrink-0 text-xs text-ink-3">{entities[view.entity]?.plural}</span>
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
                {items.map((item) => (
                  <Command.Item key={item.id} value={`menu ${item.id}`} keywords={[item.label]} onSelect={() => go(menuHref(item))} className={row}>
                    <Icon name={item.icon ?? entities[item.entity ?? ""]?.icon} />
                    {item.label}
                  </Command.Item>
                ))}
                {typed !== "" &&
                  pages.filter((page) => !items.some((item) => menuHref(item) === page.href)).map((page) => (
                    <Command.Item key={page.href} value={`page ${page.href}`} keywords={[page.label, page.group]} onSelect={() => go(page.href)} className={row}>
                      <Icon name={page.icon} />
                      <span className="min-w-0 flex-1 truncate">{page.label}</span>
                      <span className="shrink-0 text-xs text-ink-3">{page.group}</span>
                    </Command.Item>
                  ))}
              </Group>
              <Group heading={t("palette.create")}>
                {listed
                  .filter((entity) => entity.rights.create)
                  .map((entity) => (
                    <Command.Item key={entity.name} value={`create ${entity.name}`} keywords={[t("palette.createOne", { label: entity.label })]} onSelect={() => go(`/${entity.name}/new`)} className={row}>
                      <Plus aria-hidden />
                      {t("palette.createOne", { label: entity.label })}
                    </Command.Item>
                  ))}
              </Group>
              {typed !== "" && (
                <Group heading={t("palette.commands")}>
                  {commands.map((command) => (
                    <Command.Item key={command.id} value={`command ${command.id}`} keywords={[command.label]} onSelect={() => run(command.run)} className={row}>
                      <Icon name={command.icon} />
                      {command.label}
                    </Command.Item>
                  ))}
                </Group>
              )}
              {asked.length > 1 && (
                <Group heading={t("search.title")}>
                  <Command.Item value="search everywhere" keywords={[text]} onSelect={() => go(`/search${queryString({ q: typed })}`)} className={row}>
                    <Search aria-hidden />
                    <span className="min-w-0 flex-1 truncate">{t("search.all", { text: typed })}</span>
                    <ArrowRight aria-hidden />
                  </Command.Item>
                </Group>
              )}
            </Command.List>
          </Command>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function leaves(item: ClientMenuItem): readonly ClientMenuItem[] {
  return item.items.length > 0 ? item.items.flatMap(leaves) : [item];
}

function Group({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <Command.Group heading={heading} className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-ink-3">
      {children}
    </Command.Group>
  );
}
