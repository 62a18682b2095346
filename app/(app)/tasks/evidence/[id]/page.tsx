import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { EvidencePage } from "../../../../../components/approvals/evidence-page";
import { getT } from "../../../../_server/i18n";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT())("approval.evidence") };
}

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  if (!UUID.test(id)) notFound();
  return <EvidencePage id={id} />;
}
