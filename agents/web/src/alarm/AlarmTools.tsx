import { PRIORITIES, type AlarmPriority } from "../core/alarmEvent";
import type { AlarmFilter } from "../core/alarmFilter";
import { AreaChoice } from "../table/AreaChoice";

interface AlarmToolsProps {
  filter: AlarmFilter;
  onFilter: (filter: AlarmFilter) => void;
}

/** Chooses which alarms are looked at. */
export function AlarmTools({ filter, onFilter }: AlarmToolsProps) {
  return (
    <>
      <AreaChoice
        area={filter.area}
        onArea={(area) => onFilter({ ...filter, area })}
        testId="alarm-filter-area"
      />
      <select
        aria-label="Priority"
        value={filter.priority}
        onChange={({ target }) =>
          onFilter({ ...filter, priority: target.value as AlarmPriority | "" })
        }
        data-testid="alarm-filter-priority"
      >
        <option value="">All priorities</option>
        {PRIORITIES.map((priority) => (
          <option key={priority} value={priority}>
            {priority}
          </option>
        ))}
      </select>
      <label className="check">
        <input
          type="checkbox"
          checked={filter.onlyUnacknowledged}
          onChange={({ target }) => onFilter({ ...filter, onlyUnacknowledged: target.checked })}
          data-testid="alarm-filter-unacknowledged"
        />
        Only unacknowledged
      </label>
      <label className="check" title="Leaves out alarms that came after an interlock had tripped">
        <input
          type="checkbox"
          checked={filter.onlyFirst}
          onChange={({ target }) => onFilter({ ...filter, onlyFirst: target.checked })}
          data-testid="alarm-filter-first"
        />
        Without what follows a trip
      </label>
    </>
  );
}
