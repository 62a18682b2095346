import type { Metadata } from "next";
import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { mayStudio } from "../../../components/studio/sections";
import { MoreWords } from "../../../components/i18n/provider";
import { getT, getWorkshopText } from "../../_server/i18n";
import { getClientModel } from "../../_server/session";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT())("studio.title") };
}

/** Only for those who may change what the application is made of. */
export default async function Layout({ children }: { children: ReactNode }) {
  if (!mayStudio((await getClientModel()).system)) notFound();
  return <MoreWords text={await getWorkshopText()}>{children}</MoreWords>;
}
