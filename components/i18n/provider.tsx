"use client";
import { createContext, useContext, useEffect, useMemo, type ReactNode } from "react";
import { sayWhenLost } from "../data/api";
import { parsed } from "../data/parsed";
import { formatMessage, type Params } from "./format";
import type { MessageKey, Messages } from "./messages";

export type Translate = (key: MessageKey, params?: Params) => string;

interface I18n {
  language: string;
  timeZone: string;
  t: Translate;
  messages: Messages;
}

const Context = createContext<I18n | null>(null);

interface ProviderProps {
  language: string;
  timeZone: string;
  messages: Messages;
  children: ReactNode;
}

/** Gives `useT` and `useLocale` to everything below. `messages` is one language's file, or the part of it that is said there. */
export function I18nProvider({ language, timeZone, messages, children }: ProviderProps) {
  const value = useMemo<I18n>(
    () => ({ language, timeZone, messages, t: (key, params) => formatMessage(language, messages[key] ?? key, params) }),
    [language, timeZone, messages],
  );
  const lost = messages["error.network"];
  useEffect(() => {
    if (lost) sayWhenLost(lost);
  }, [lost]);
  return <Context value={value}>{children}</Context>;
}

/** Adds the words of an area (JSON of a part of the language's file) to those that are there. */
export function MoreWords({ text, children }: { text: string; children: ReactNode }) {
  const { language, timeZone, messages } = useI18n();
  const all = useMemo(() => ({ ...messages, ...parsed<Partial<Messages>>(text) }), [messages, text]);
  return <I18nProvider language={language} timeZone={timeZone} messages={all}>{children}</I18nProvider>;
}

function useI18n(): I18n {
  const value = useContext(Context);
  if (!value) throw new Error("I18nProvider is missing above this component.");
  return value;
}

/** The translating function: `t("common.save")`. */
export function useT(): Translate {
  return useI18n().t;
}

/** Language and time zone of the person, for Intl and for field types' `format`. */
export function useLocale(): { language: string; timeZone: string } {
  return useI18n();
}
