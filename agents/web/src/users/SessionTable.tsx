import { formatMoment } from "../core/format";
import type { UserSession } from "../core/users";
import { useObservable } from "../live/useObservable";
import { useTwin } from "../live/twinContext";
import type { Users } from "./useUsers";

function Row({ session, onEnd }: { session: UserSession; onEnd: () => void }) {
  const own = useObservable(useTwin().twin.me)?.session === session.session;
  return (
    <tr data-testid={`session-${session.session}`}>
      <th scope="row">{session.user}</th>
      <td>{session.client}</td>
      <td>{formatMoment(session.began)}</td>
      <td>{formatMoment(session.expires)}</td>
      <td>
        {own ? (
          <span className="soft">this one</span>
        ) : (
          <button type="button" onClick={onEnd} data-testid="session-end">
            End
          </button>
        )}
      </td>
    </tr>
  );
}

/** Who has logged in and not out, each to be ended. */
export function SessionTable({ users }: { users: Users }) {
  const calls = useTwin().twin.exchange.users;
  return (
    <table data-testid="sessions">
      <thead>
        <tr>
          {["Session of", "From", "Since", "Expires", ""].map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {users.sessions.map((session) => (
          <Row
            key={session.session}
            session={session}
            onEnd={() => void users.act(() => calls.endSession(session.session))}
          />
        ))}
      </tbody>
    </table>
  );
}
