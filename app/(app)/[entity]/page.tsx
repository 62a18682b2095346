import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { firstQuery } from "../../../components/lists/list-query";
import { readListState } from "../../../components/lists/list-state";
import { RecordList } from "../../../components/lists/record-list";
import { findEntity, findRecords, findViews, getClientModel } from "../../_server/session";

interface Props {
  params: Promise<{ entity: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata({ params }: Pick<Props, "params">): Promise<Metadata> {
  return { title: (await findEntity((await params).entity))?.plural };
}

export default async function ListPage({ params, searchParams }: Props) {
  const entity = await findEntity((await params).entity);
  if (!entity?.rights.read) notFound();
  const [model, views, search] = await Promise.all([getClientModel(), findViews(entity.name), searchParams]);
  const state = readListState(new URLSearchParams(Object.entries(search).flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : []))));
  const query = firstQuery(model, entity, state, views);
  const page = query && (await findRecords(entity.name, query));
  return <RecordList key={entity.name} name={entity.name} views={views} first={page && { query, page }} />;
}
