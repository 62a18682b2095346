import { redirect } from "next/navigation";

/** The list of processes is a section of administration. */
export default function Page() {
  redirect("/admin/processes");
}
