import type { Metadata } from "next";
import { ResetForm } from "../../../components/auth/reset-form";
import { getT } from "../../_server/i18n";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT())("auth.resetTitle"), referrer: "no-referrer" };
}

export default function ResetPage() {
  return <ResetForm />;
}
