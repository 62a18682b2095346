import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { answersText } from "../../../../components/data/answers";
import { Known } from "../../../../components/data/known";
import { RecordPage } from "../../../../components/records/record-page";
import { findEntity, findRecord, isFirstVisit } from "../../../_server/session";

interface Props {
  params: Promise<{ entity: string; id: string }>;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await findEntity((await params).entity))?.label };
}

export default async function Page({ params }: Props) {
  const { entity: name, id } = await params;
  const entity = await findEntity(name);
  if (!entity?.rights.read || !UUID.test(id)) notFound();
  const record = (await isFirstVisit()) ? await findRecord(entity.name, id) : undefined;
  return (
    <Known answers={answersText(record ? [{ key: ["record", entity.name, id], data: record }] : [])}>
      <RecordPage name={entity.name} id={id} />
    </Known>
  );
}
