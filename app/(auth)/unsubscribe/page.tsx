import type { Metadata } from "next";
import { UnsubscribeForm } from "../../../components/notifications/unsubscribe-form";
import { getT } from "../../_server/i18n";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT())("unsubscribe.title"), referrer: "no-referrer" };
}

export default function UnsubscribePage() {
  return <UnsubscribeForm />;
}
