"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import type { RecordData } from "../data/records";
import type { FormStore } from "../forms/form-store";
import { useLocale, useT } from "../i18n/provider";
import { Button } from "../ui/button";
import { Notice } from "../ui/states";
import { ago, dropTyped, keepTyped, readTyped, type Kept } from "./typed";

/** Long enough not to write on every keystroke, short enough to lose no sentence. */
const PAUSE_MS = 400;

/**
 * Keeps what is typed into a form on this device, and offers what a former visit left. A form that is left on purpose
 * keeps nothing: whoever confirms that changes may be lost means it.
 */
export function useTyped(key: string, store: FormStore, base?: RecordData) {
  const [found, setFound] = useState<Kept>();
  const isOurs = useRef(false);
  useEffect(() => {
    const kept = readTyped(key);
    setFound(kept && Object.keys(kept.typed).length > 0 ? kept : undefined);
  }, [key]);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const keep = () => {
      if (!store.summary().dirty) {
        if (isOurs.current) dropTyped(key);
        isOurs.current = false;
        return;
      }
      isOurs.current = true;
      keepTyped(key, store.frame.fields, { typed: store.changes(), before: base ?? {}, version: typeof base?.version === "number" ? base.version : undefined });
    };
    const stop = store.subscribe(() => {
      clearTimeout(timer);
      timer = setTimeout(keep, PAUSE_MS);
    });
    window.addEventListener("pagehide", keep);
    return () => {
      clearTimeout(timer);
      stop();
      window.removeEventListener("pagehide", keep);
    };
  }, [key, store, base]);
  useEffect(() => () => void (isOurs.current && dropTyped(key)), [key]);

  const drop = useCallback(() => {
    setFound(undefined);
    isOurs.current = false;
    dropTyped(key);
  }, [key]);
  return { found, take: useCallback(() => setFound(undefined), []), drop };
}

/** Asks whether what was typed before shall come back. */
export function TypedNotice({ kept, onRestore, onDrop }: { kept: Kept; onRestore(): void; onDrop(): void }) {
  const t = useT();
  const { language } = useLocale();
  return (
    <Notice tone="info" className="mb-4">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="flex-1">{t("typed.found", { ago: ago(kept.at, language) })}</span>
        <Button size="sm" onClick={onRestore}>
          {t("typed.restore")}
        </Button>
        <Button size="sm" variant="ghost" onClick={onDrop}>
          {t("typed.drop")}
        </Button>
      </div>
    </Notice>
  );
}
