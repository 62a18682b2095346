import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { RecordList } from "../../../components/lists/record-list";
import { findEntity, findViews } from "../../_server/session";

interface Props {
  params: Promise<{ entity: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await findEntity((await params).entity))?.plural };
}

export default async function ListPage({ params }: Props) {
  const entity = await findEntity((await params).entity);
  if (!entity?.rights.read) notFound();
  return <RecordList key={entity.name} name={entity.name} views={await findViews(entity.name)} />;
}
