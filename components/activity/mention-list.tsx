"use client";
import { useQuery } from "@tanstack/react-query";
import { api, queryString } from "../data/api";
import { useDebounced } from "../data/use-debounced";
import { useT } from "../i18n/provider";
import { Avatar } from "../ui/avatar";
import { cn } from "../ui/cn";

export interface Offered {
  readonly id: string;
  readonly title: string;
}

/** People who may see the record and whose name fits what is being typed. */
export function useMentionable(entity: string, id: string, query: string | undefined): readonly Offered[] {
  const asked = useDebounced(query, 120);
  const { data } = useQuery({
    queryKey: ["mentionable", entity, id, asked],
    enabled: asked !== undefined && query !== undefined,
    queryFn: ({ signal }) => api<{ items: readonly Offered[] }>(`/records/${entity}/${id}/mentionable${queryString({ q: asked })}`, { signal }),
    placeholderData: (before) => before,
  });
  return query === undefined ? [] : (data?.items ?? []);
}

export function MentionList({ id, people, active, onChoose }: { id: string; people: readonly Offered[]; active: number; onChoose(person: Offered): void }) {
  const t = useT();
  return (
    <ul id={id} role="listbox" aria-label={t("activity.people")} className="absolute top-full left-2 z-30 mt-1 w-64 max-w-[calc(100%-1rem)] rounded-lg bg-raised p-1 shadow-pop animate-appear">
      {people.map((person, index) => (
        <li
          key={person.id}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === active}
          // The text field keeps the focus.
          onMouseDown={(event) => {
            event.preventDefault();
            onChoose(person);
          }}
          className={cn("flex min-h-8 cursor-default items-center gap-2 rounded-md px-2 py-1 text-sm max-sm:min-h-10", index === active && "bg-hover")}
        >
          <Avatar name={person.title} className="size-6 text-[10px]" />
          <span className="truncate">{person.title}</span>
        </li>
      ))}
    </ul>
  );
}
