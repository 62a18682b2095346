import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { answersText } from "../../../components/data/answers";
import { Known } from "../../../components/data/known";
import { firstQuery } from "../../../components/lists/list-query";
import { baseOf, readListState, settingsOf } from "../../../components/lists/list-state";
import { RecordList } from "../../../components/lists/record-list";
import { firstBoard } from "../../../components/views/board/first-board";
import { findEntity, findGroups, findRecords, findViews, getClientModel } from "../../_server/session";

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
  const base = baseOf(entity, state, views);
  const settings = settingsOf(model, entity, base, state);
  const query = firstQuery(entity, base, settings, state);
  const page = query && (await findRecords(entity.name, query));
  const isBoard = (state.as ?? base.kind) === "board";
  const answers = isBoard ? await firstBoard(model, entity, base, settings, state, { aggregate: (asked) => findGroups(entity.name, asked), records: (asked) => findRecords(entity.name, asked) }) : [];
  return (
    <Known answers={answersText(answers)}>
      <RecordList key={entity.name} name={entity.name} views={views} first={page && JSON.stringify({ query, page })} />
    </Known>
  );
}
