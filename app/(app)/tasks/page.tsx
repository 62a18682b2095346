import type { Metadata } from "next";
import { TasksPage } from "../../../components/tasks/tasks-page";
import { getT } from "../../_server/i18n";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT())("tasks.title") };
}

export default function Page() {
  return <TasksPage />;
}
