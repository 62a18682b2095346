import type { Metadata } from "next";
import { DecideForm } from "../../../components/tasks/decide-form";
import { getT } from "../../_server/i18n";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT())("decide.title"), referrer: "no-referrer" };
}

export default function DecidePage() {
  return <DecideForm />;
}
