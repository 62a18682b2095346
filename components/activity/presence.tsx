"use client";
import { Pencil } from "lucide-react";
import { useEffect, useState } from "react";
import { api } from "../data/api";
import { whenIdle } from "../data/idle";
import { useT } from "../i18n/provider";
import { Avatar } from "../ui/avatar";
import { Tooltip } from "../ui/tooltip";

interface Onlooker {
  readonly id: string;
  readonly title: string;
  readonly editing: boolean;
}

const EVERY_MS = 15_000;
/** Avatars in a row; the others are counted. */
const SHOWN = 4;
/** Of this window. */
const WINDOW = Array.from({ length: 20 }, () => Math.floor(Math.random() * 36).toString(36)).join("");

/** Gives signs while the record is looked at, and hears who else does. */
function useOnlookers(entity: string, id: string, editing: boolean): readonly Onlooker[] {
  const [people, setPeople] = useState<readonly Onlooker[]>([]);
  useEffect(() => {
    const path = `/records/${entity}/${id}/presence`;
    const sign = () => {
      if (document.visibilityState !== "visible") return;
      // No answer is no news: the next sign asks again.
      api<{ people: readonly Onlooker[] }>(path, { method: "POST", body: { window: WINDOW, editing } }).then((answer) => setPeople(answer.people), () => undefined);
    };
    const leave = () => void fetch(`/api/v1${path}`, { method: "POST", keepalive: true, credentials: "same-origin", headers: { "content-type": "application/json", "x-requested-with": "metaloom" }, body: JSON.stringify({ window: WINDOW, leaving: true }) }).catch(() => undefined);
    const stop = whenIdle(sign);
    const timer = setInterval(sign, EVERY_MS);
    document.addEventListener("visibilitychange", sign);
    window.addEventListener("pagehide", leave);
    return () => {
      stop();
      clearInterval(timer);
      document.removeEventListener("visibilitychange", sign);
      window.removeEventListener("pagehide", leave);
      leave();
    };
  }, [entity, id, editing]);
  return people;
}

/** Who else is looking at this record, by name. Nothing when nobody is. */
export function Presence({ entity, id, editing = false }: { entity: string; id: string; editing?: boolean }) {
  const t = useT();
  const people = useOnlookers(entity, id, editing);
  if (people.length === 0) return null;
  return (
    <ul aria-label={t("presence.title")} className="flex items-center pl-1.5">
      {people.slice(0, SHOWN).map((person, index) => (
        <li key={person.id} className={index === 0 ? "-ml-1.5" : "-ml-1.5 max-sm:hidden"}>
          <Tooltip text={t(person.editing ? "presence.editing" : "presence.looking", { name: person.title })}>
            <span tabIndex={0} className="relative block rounded-full ring-2 ring-canvas">
              <Avatar name={person.title} className="size-6 text-[10px]" />
              <span className="sr-only">{t(person.editing ? "presence.editing" : "presence.looking", { name: person.title })}</span>
              {person.editing && (
                <span aria-hidden className="absolute -right-0.5 -bottom-0.5 flex size-3 items-center justify-center rounded-full bg-accent text-on-accent ring-1 ring-canvas">
                  <Pencil className="size-2" />
                </span>
              )}
            </span>
          </Tooltip>
        </li>
      ))}
      {people.length > SHOWN && <li className="ml-1 text-xs text-ink-3 max-sm:hidden">+{people.length - SHOWN}</li>}
      {people.length > 1 && <li className="ml-1 text-xs text-ink-3 sm:hidden">+{people.length - 1}</li>}
    </ul>
  );
}
