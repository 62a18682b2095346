"use client";
import { useRouter, useSearchParams } from "next/navigation";
import type { ClientEntity } from "../../runtime/model/client";
import { useEntity } from "../data/model";
import { useT } from "../i18n/provider";
import { PageBar } from "../layout/page-bar";
import { Skeleton } from "../ui/badge";
import { ChooseFile } from "./choose-file";
import { usePreview } from "./import-api";
import { JobView } from "./job-view";
import { MapColumns } from "./map-columns";
import { MyImports } from "./my-imports";
import { Problem } from "./problem";
import { Steps } from "./steps";

/** The import wizard of an entity. Where one is stands in the address: a file to map, or a job; the way back leads to the step before. */
export function ImportPage({ name }: { name: string }) {
  const entity = useEntity(name);
  return entity ? <Wizard entity={entity} /> : null;
}

function Wizard({ entity }: { entity: ClientEntity }) {
  const t = useT();
  const router = useRouter();
  const search = useSearchParams();
  const [file, job] = [search.get("file") ?? undefined, search.get("job") ?? undefined];
  const go = (query: string) => router.push(`/import/${entity.name}${query}`);
  return (
    <>
      <PageBar crumbs={[{ label: entity.plural, href: `/${entity.name}` }, { label: t("import.title") }]} />
      <main id="content" className="scroll-thin min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto max-w-4xl px-6 pt-6 pb-12 max-md:px-4">
          <h1 className="text-xl font-semibold tracking-tight">{t("import.heading", { plural: entity.plural })}</h1>
          {job ? (
            <JobView key={job} entity={entity} id={job} onJob={(id) => go(`?job=${id}`)} onMap={(id) => go(`?file=${id}`)} onFile={() => go("")} />
          ) : file ? (
            <Mapping entity={entity} file={file} onFile={() => go("")} onJob={(id) => go(`?job=${id}`)} />
          ) : (
            <>
              <Steps at={0} />
              <ChooseFile entity={entity} onFile={(id) => go(`?file=${id}`)} />
              <MyImports entity={entity.name} />
            </>
          )}
        </div>
      </main>
    </>
  );
}

function Mapping({ entity, file, onFile, onJob }: { entity: ClientEntity; file: string; onFile(): void; onJob(id: string): void }) {
  const { data, error, refetch } = usePreview(entity.name, file);
  return (
    <>
      <Steps at={1} />
      {error ? <Problem error={error} onRetry={() => void refetch()} onFile={onFile} /> : data ? <MapColumns key={file} entity={entity} preview={data} onFile={onFile} onJob={onJob} /> : <Skeleton className="h-64 w-full" />}
    </>
  );
}
