import { StudioHome } from "../../../components/studio/pages";

export default function Page() {
  return <StudioHome />;
}
