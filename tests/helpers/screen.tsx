/** Components drawn as HTML, with the words and the model they need around them. No browser: what a click does is for tests/e2e. */
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { PathnameContext } from "next/dist/shared/lib/hooks-client-context.shared-runtime";
import type { ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { ModelProvider } from "../../components/data/model";
import "../../components/fields/control";
import { FieldCell } from "../../components/fields/field-cell";
import { FieldControl } from "../../components/fields/field-control";
import { FilterInput } from "../../components/fields/filter-input";
import { FieldPartsProvider } from "../../components/fields/parts";
import { I18nProvider } from "../../components/i18n/provider";
import messages from "../../messages/en.json";
import type { ClientModel } from "../../runtime/model/client";

const PARTS = { Control: FieldControl, Cell: FieldCell, FilterInput, QuickCreate: () => null };
const USER = { id: "u", name: "Ann", email: "ann@example.com", language: "en", timeZone: "UTC" };

export interface Screen {
  readonly html: string;
  /** What the component would ask the server, as text. */
  readonly asked: string;
}

export function draw(element: ReactNode, model: Partial<ClientModel> = {}): Screen {
  const client = new QueryClient();
  const whole = { revision: 1, language: "en", languages: ["en"], user: USER, system: [], entities: {}, menus: [], parts: {}, ...model } as unknown as ClientModel;
  const html = renderToStaticMarkup(
    <I18nProvider language="en" timeZone="UTC" messages={messages}>
      <QueryClientProvider client={client}>
        <ModelProvider model={whole}>
          <PathnameContext value="/">
            <FieldPartsProvider parts={PARTS}>{element}</FieldPartsProvider>
          </PathnameContext>
        </ModelProvider>
      </QueryClientProvider>
    </I18nProvider>,
  );
  return { html, asked: JSON.stringify(client.getQueryCache().getAll().map((query) => query.queryKey)) };
}
