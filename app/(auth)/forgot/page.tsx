import type { Metadata } from "next";
import { ForgotForm } from "../../../components/auth/forgot-form";
import { getT } from "../../_server/i18n";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT())("auth.forgotTitle") };
}

export default function ForgotPage() {
  return <ForgotForm />;
}
