"use client";
import { useEffect } from "react";
import { whenIdle } from "../data/idle";
import { useLocale } from "../i18n/provider";

/**
 * Registers public/sw.js, which keeps scripts and pictures and says so when there is no connection. It never keeps answers of the API
 * or pages: they belong to one person. The language is part of its address, so that its one page speaks it.
 */
export function useOffline(): void {
  const { language } = useLocale();
  useEffect(() => {
    // Not while developing: a script that changes with every save must not be kept.
    // eslint-disable-next-line no-restricted-properties -- the browser has no server/env.ts; Next writes the word in when it builds
    if (process.env.NODE_ENV !== "production" || !("serviceWorker" in navigator)) return;
    return whenIdle(() => void navigator.serviceWorker.register(`/sw.js?language=${encodeURIComponent(language)}`).catch(() => undefined));
  }, [language]);
}
