"use client";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { useT } from "../i18n/provider";

const Confirm = dynamic(() => import("../ui/confirm").then((module) => module.Confirm), { ssr: false });

/** The part of the Navigation API used here; browsers without it ask on links and on closing only. */
interface TraverseEvent extends Event {
  readonly navigationType: string;
  readonly cancelable: boolean;
}

/**
 * While `dirty`, asks before what was typed is lost: by a link of the page, by "back", or by closing the tab.
 * Forms that save themselves away set `dirty` to false first.
 */
export function LeaveGuard({ dirty }: { dirty: boolean }) {
  const t = useT();
  const router = useRouter();
  const [leaving, setLeaving] = useState<(() => void) | undefined>();
  const allowed = useRef(false);

  useEffect(() => {
    if (!dirty) return;
    allowed.current = false;
    const onUnload = (event: BeforeUnloadEvent) => {
      if (!allowed.current) event.preventDefault();
    };
    const onClick = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest("a") : null;
      if (!link || link.target || link.hasAttribute("download") || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || link.origin !== window.location.origin) return;
      if (link.pathname === window.location.pathname || link.getAttribute("href")?.startsWith("#")) return;
      event.preventDefault();
      event.stopPropagation();
      const href = link.pathname + link.search + link.hash;
      setLeaving(() => () => router.push(href));
    };
    const onTraverse = (event: Event) => {
      const { navigationType, cancelable } = event as TraverseEvent;
      if (navigationType !== "traverse" || !cancelable || allowed.current) return;
      event.preventDefault();
      setLeaving(() => () => {
        allowed.current = true;
        window.history.back();
      });
    };
    const navigation = (window as { navigation?: EventTarget }).navigation;
    window.addEventListener("beforeunload", onUnload);
    document.addEventListener("click", onClick, true);
    navigation?.addEventListener("navigate", onTraverse);
    return () => {
      window.removeEventListener("beforeunload", onUnload);
      document.removeEventListener("click", onClick, true);
      navigation?.removeEventListener("navigate", onTraverse);
    };
  }, [dirty, router]);

  return leaving && <Confirm open onOpenChange={(open) => !open && setLeaving(undefined)} danger title={t("leave.title")} text={t("leave.text")} action={t("leave.action")} onConfirm={() => leaving()} />;
}
