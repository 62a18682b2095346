"use client";
import { ArrowUp, CornerDownRight } from "lucide-react";
import { useEffect, useRef, type KeyboardEvent } from "react";
import { shapesOf } from "../../runtime/workflow/edit/drawing";
import { pageAround, pageLabel } from "../../runtime/workflow/edit/pages";
import { useT } from "../i18n/provider";
import { Button } from "../ui/button";
import { cn } from "../ui/cn";
import { useDesigner } from "./use-designer";

/** The pages of a drawing that has several, at its foot; the arrow leads from inside a sub-process to where it stands. */
export function PageTabs() {
  const { whole } = useDesigner();
  return (whole.di?.length ?? 0) > 1 ? <Tabs /> : null;
}

function Tabs() {
  const t = useT();
  const { whole, page, problemsAt, openPage } = useDesigner();
  const list = useRef<HTMLDivElement>(null);
  const pages = whole.di!;
  const nameOf = (at: number): string => pageLabel(whole, pages[at]!) ?? t("designer.pageNumber", { number: at + 1 });
  const around = pageAround(whole, page);
  useEffect(() => {
    // What scrolling gives back is no cleaning up.
    void list.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [page]);
  const onKeyDown = (event: KeyboardEvent) => {
    const to = event.key === "ArrowRight" ? (page + 1) % pages.length : event.key === "ArrowLeft" ? (page + pages.length - 1) % pages.length : event.key === "Home" ? 0 : event.key === "End" ? pages.length - 1 : undefined;
    if (to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    openPage(to);
    list.current?.querySelectorAll<HTMLElement>("[role=tab]")[to]?.focus();
  };
  return (
    <div className="flex h-9 shrink-0 items-center border-t border-line bg-canvas px-1 max-sm:h-11">
      {around !== undefined && <Button variant="ghost" size="iconSm" className="mr-1 shrink-0" aria-label={t("designer.pageUp", { label: nameOf(around) })} title={t("designer.pageUp", { label: nameOf(around) })} onClick={() => openPage(around)}><ArrowUp /></Button>}
      <div ref={list} role="tablist" aria-label={t("designer.pages")} onKeyDown={onKeyDown} className="scroll-thin flex h-full min-w-0 flex-1 overflow-x-auto">
        {pages.map((one, at) => {
          const wrong = problemsAt.size > 0 && [...shapesOf(one).keys()].some((id) => problemsAt.get(id)?.some(({ severity }) => severity === "error"));
          return (
            <button
              key={one.id} type="button" role="tab" aria-selected={at === page} tabIndex={at === page ? 0 : -1} onClick={() => openPage(at)} title={nameOf(at)}
              className={cn("-mt-px flex max-w-48 shrink-0 items-center gap-1.5 border-t-2 px-2.5 text-xs font-medium focus-visible:outline-2 focus-visible:-outline-offset-2 focus-visible:outline-accent", at === page ? "border-accent text-ink" : "border-transparent text-ink-3 hover:text-ink")}
            >
              {one.element !== undefined && <CornerDownRight className="size-3.5 shrink-0 text-ink-3" aria-hidden />}
              <span className="truncate">{nameOf(at)}</span>
              {wrong && <span role="img" aria-label={t("designer.hasProblem")} className="size-1.5 shrink-0 rounded-full bg-danger" />}
            </button>
          );
        })}
      </div>
    </div>
  );
}
