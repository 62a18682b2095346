"use client";
import { useEffect, useMemo, type ReactNode } from "react";
import { parsed } from "../data/parsed";
import { I18nProvider } from "../i18n/provider";
import type { Messages } from "../i18n/messages";
import { Toasts } from "../ui/toast";

interface BaseProps {
  language: string;
  timeZone: string;
  /** JSON of one language's file. */
  messages: string;
  nonce?: string;
  children: ReactNode;
}

/** What every screen stands on: words, tooltips, toasts. */
export function BaseProviders({ language, timeZone, messages: text, nonce, children }: BaseProps) {
  const messages = useMemo(() => parsed<Messages>(text), [text]);
  // Read by get-nonce, through which Radix adds its <style> for locked scrolling under our content security policy.
  if (nonce && typeof window !== "undefined") (globalThis as { __webpack_nonce__?: string }).__webpack_nonce__ = nonce;
  // Effects run once React has taken the page over: from here on keys and clicks are heard (the browser tests wait for it).
  useEffect(() => { document.documentElement.dataset.ready = ""; }, []);
  return (
    <I18nProvider language={language} timeZone={timeZone} messages={messages}>
      <Toasts>{children}</Toasts>
    </I18nProvider>
  );
}
