import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { SignInForm } from "../../../components/auth/sign-in-form";
import { safeNext } from "../../../components/auth/safe-next";
import { getT } from "../../_server/i18n";
import { getRuntime } from "../../_server/runtime";
import { getSession } from "../../_server/session";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT())("auth.signIn") };
}

export default async function SignInPage({ searchParams }: { searchParams: Promise<{ next?: string; error?: string }> }) {
  const { next, error } = await searchParams;
  if (await getSession()) redirect(safeNext(next));
  const providers = getRuntime().auth.oidcProviders.map(({ id, name }) => ({ id, name }));
  return <SignInForm next={safeNext(next)} error={error} providers={providers} />;
}
