import { plantTime, type TrainingEvent } from "../core/training/training";

/** What happened, the newest first. */
export function EventTable({ events }: { events: readonly TrainingEvent[] }) {
  if (events.length === 0) return <p className="soft">Nothing has happened yet.</p>;
  return (
    <table data-testid="training-events">
      <caption>What happened</caption>
      <thead>
        <tr>
          <th scope="col">At</th>
          <th scope="col">What</th>
          <th scope="col">Name</th>
          <th scope="col">Text</th>
        </tr>
      </thead>
      <tbody>
        {[...events].reverse().map((event, place) => (
          <tr key={events.length - place}>
            <td>{plantTime(event.time)}</td>
            <td>{event.kind}</td>
            <td>{event.name}</td>
            <td>{event.text}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
