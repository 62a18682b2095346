import { StudioEntity } from "../../../../../components/studio/pages";

export default async function Page({ params }: { params: Promise<{ module: string; entity: string }> }) {
  return <StudioEntity {...(await params)} />;
}
