import type { Grant, User } from "../core/users";
import { useTwin } from "../live/twinContext";
import { Grants } from "./Grants";
import { RightForm } from "./RightForm";
import { RoleForm } from "./RoleForm";
import type { Users } from "./useUsers";

interface UserPanelProps {
  user: User;
  users: Users;
  onClose: () => void;
}

/** One user: what the user may do, and every way to change that; it holds at once. */
export function UserPanel({ user, users, onClose }: UserPanelProps) {
  const calls = useTwin().twin.exchange.users;
  const name = user.user;
  const grant = (what: Grant): Promise<boolean> => users.act(() => calls.grant(name, what));
  return (
    <section className="detail" aria-label={name} data-testid="user-detail">
      <h2>
        {name}
        <button
          type="button"
          onClick={() => void users.act(() => calls.setDisabled(name, !user.disabled))}
          data-testid="user-disable"
        >
          {user.disabled ? "Let in again" : "Let in no more"}
        </button>
        <button type="button" onClick={onClose}>
          Close
        </button>
      </h2>
      {user.disabled && <p className="critical">Disabled: no log-in and no open session.</p>}
      {user.identity !== null && (
        <p className="soft">Comes through the identity provider, as {user.identity}.</p>
      )}
      <Grants user={user} onRevoke={(what) => void users.act(() => calls.revoke(name, what))} />
      <RoleForm user={user} roles={users.roles} onGrant={grant} />
      <RightForm onGrant={grant} />
    </section>
  );
}
