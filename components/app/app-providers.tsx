"use client";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useMemo, useState, type ReactNode } from "react";
import type { ClientModel, ClientUser } from "../../runtime/model/client";
import { FieldCell } from "../fields/field-cell";
import { FieldPartsProvider, type FieldParts } from "../fields/parts";
import { ApiError } from "../data/api";
import { LiveUpdates } from "../data/live-updates";
import { ModelProvider } from "../data/model";
import { parsed } from "../data/parsed";

function makeClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        // A refusal stays a refusal; only a lost connection is worth another try.
        retry: (count, error) => count < 2 && error instanceof ApiError && (error.status === 0 || error.status === 503),
        refetchOnWindowFocus: true,
      },
    },
  });
}

const QuickCreate = dynamic(() => import("../records/quick-create").then((module) => module.QuickCreate), { ssr: false });
// A list shows values long before one is edited: what edits them comes later.
const Control = dynamic(() => import("../fields/field-control").then((module) => module.FieldControl));
const FilterInput = dynamic(() => import("../fields/filter-input").then((module) => module.FilterInput));
const PARTS: FieldParts = { Control, Cell: FieldCell, FilterInput, QuickCreate };

/** Adds the model of the signed-in person (`model`: all of it but the person, as JSON) and the cache of server answers. `since`: where in the stream of changes the page was made. */
export function AppProviders({ user, model: text, since, children }: { user: ClientUser; model: string; since: string; children: ReactNode }) {
  const [client] = useState(makeClient);
  const model = useMemo(() => ({ ...parsed<ClientModel>(text), user }), [text, user]);
  return (
    <QueryClientProvider client={client}>
      <LiveUpdates since={since} />
      <ModelProvider model={model}>
        <FieldPartsProvider parts={PARTS}>{children}</FieldPartsProvider>
      </ModelProvider>
    </QueryClientProvider>
  );
}
