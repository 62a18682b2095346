import type { Metadata } from "next";
import { ImportsPage } from "../../../components/import/imports-page";
import { getT } from "../../_server/i18n";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT())("import.mine") };
}

export default function Page() {
  return <ImportsPage />;
}
