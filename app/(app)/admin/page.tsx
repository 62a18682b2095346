import { notFound, redirect } from "next/navigation";
import { sectionsFor } from "../../../components/admin/sections";
import { getClientModel } from "../../_server/session";

export default async function Page() {
  const [first] = sectionsFor((await getClientModel()).system);
  if (!first) notFound();
  redirect(`/admin/${first.name}`);
}
