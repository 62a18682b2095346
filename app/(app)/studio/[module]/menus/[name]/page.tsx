import { StudioMenu } from "../../../../../../components/studio/pages";

export default async function Page({ params }: { params: Promise<{ module: string; name: string }> }) {
  const { module, name } = await params;
  return <StudioMenu module={module} name={name} />;
}
