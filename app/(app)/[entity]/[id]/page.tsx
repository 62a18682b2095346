import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { RecordPage } from "../../../../components/records/record-page";
import { findEntity } from "../../../_server/session";

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
  return <RecordPage name={entity.name} id={id} />;
}
