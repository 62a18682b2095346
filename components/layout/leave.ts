import { dropAllTyped } from "../records/typed";

/** Signs out. Doing so is a heavy thing that a page seldom needs. */
export async function leave(): Promise<void> {
  dropAllTyped();
  const { signOut } = await import("next-auth/react");
  await signOut({ callbackUrl: "/sign-in" });
}
