import { StudioWizard } from "../../../../components/studio/pages";

export default function Page() {
  return <StudioWizard />;
}
