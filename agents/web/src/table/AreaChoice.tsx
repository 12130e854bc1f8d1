import { useTwin } from "../live/twinContext";

interface AreaChoiceProps {
  /** Empty for all areas. */
  area: string;
  onArea: (area: string) => void;
  testId: string;
}

/** All areas, or one of them. */
export function AreaChoice({ area, onArea, testId }: AreaChoiceProps) {
  const { areas } = useTwin().plant.plant;
  return (
    <select
      aria-label="Area"
      value={area}
      onChange={(event) => onArea(event.target.value)}
      data-testid={testId}
    >
      <option value="">All areas</option>
      {areas.map(({ id, title }) => (
        <option key={id} value={id}>
          {title}
        </option>
      ))}
    </select>
  );
}
