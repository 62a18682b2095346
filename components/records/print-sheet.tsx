"use client";
import { useEffect, useState, type ReactNode } from "react";
import { flushSync } from "react-dom";
import type { ClientEntity, ClientForm, ClientTab } from "../../runtime/model/client";
import { FormSections } from "../forms/form-sections";
import type { FormStore } from "../forms/form-store";
import { FormProvider } from "../forms/use-form";
import { SystemPanel } from "./system-panel";

/** True from the moment the browser lays out paper until it is done with it. */
export function usePrinting(): boolean {
  const [isPrinting, setPrinting] = useState(false);
  useEffect(() => {
    // The browser takes what is on the page when the event ends: it has to be drawn by then.
    const begin = () => flushSync(() => setPrinting(true));
    const end = () => setPrinting(false);
    window.addEventListener("beforeprint", begin);
    window.addEventListener("afterprint", end);
    return () => {
      window.removeEventListener("beforeprint", begin);
      window.removeEventListener("afterprint", end);
    };
  }, []);
  return isPrinting;
}

/** A record on paper: all its tabs one after the other, every section open, nothing to press. */
export function PrintSheet({ entity, form, tabs, store, title, related }: { entity: ClientEntity; form: ClientForm; tabs: readonly ClientTab[]; store: FormStore; title: string; related?: ReactNode }) {
  return (
    <main id="content" className="mx-auto w-full max-w-4xl px-6 py-6">
      <p className="text-xs text-ink-2">{entity.label}</p>
      <h1 className="mb-5 text-xl font-semibold tracking-tight">{title}</h1>
      <FormProvider store={store}>
        {tabs.map((tab) => (
          <div key={tab.id} className="mb-6">
            {tabs.length > 1 && <h2 className="mb-3 border-b border-line-strong pb-1 text-base font-semibold">{tab.label}</h2>}
            <FormSections tab={tab} form={form.id} editing={false} isWhole />
          </div>
        ))}
      </FormProvider>
      {related}
      <SystemPanel entity={entity} form={form} store={store} editing={false} isWhole />
    </main>
  );
}
