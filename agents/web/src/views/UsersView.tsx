import { useState } from "react";

import { formatMoment } from "../core/format";
import { rightInWords, type User } from "../core/users";
import { AddUser } from "../users/AddUser";
import { SessionTable } from "../users/SessionTable";
import { UserPanel } from "../users/UserPanel";
import { useUsers } from "../users/useUsers";

function Row({ user, onOpen }: { user: User; onOpen: () => void }) {
  return (
    <tr data-testid={`user-${user.user}`}>
      <th scope="row">
        <button type="button" className="link" onClick={onOpen}>
          {user.user}
        </button>
      </th>
      <td>{user.roles.join(", ") || "—"}</td>
      <td>{user.rights.map(rightInWords).join("; ") || "—"}</td>
      <td className={user.disabled ? "soft" : ""}>{user.disabled ? "disabled" : "enabled"}</td>
      <td className="number">{user.sessions}</td>
      <td>{formatMoment(user.changed)}</td>
    </tr>
  );
}

function UserTable({ users, onOpen }: { users: User[]; onOpen: (name: string) => void }) {
  return (
    <table>
      <thead>
        <tr>
          {["User", "Roles", "Rights besides", "State", "Sessions", "Changed"].map((head) => (
            <th key={head} scope="col" className={head === "Sessions" ? "number" : ""}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {users.map((user) => (
          <Row key={user.user} user={user} onOpen={() => onOpen(user.user)} />
        ))}
      </tbody>
    </table>
  );
}

/** Who there is and what everybody may do, and who has logged in. */
export function UsersView() {
  const users = useUsers();
  const [open, setOpen] = useState("");
  const [adding, setAdding] = useState(false);
  const chosen = users.users.find((user) => user.user === open);
  const added = (name: string): void => {
    setAdding(false);
    setOpen(name);
  };
  return (
    <section className="table-view" aria-label="Users" data-testid="users">
      {users.refusal !== null && (
        <p role="alert" className="refusal" data-testid="users-error">
          <b>⊘ {users.refusal.message}</b> {users.refusal.hint}
        </p>
      )}
      {chosen && <UserPanel key={open} user={chosen} users={users} onClose={() => setOpen("")} />}
      <div className="table-tools">
        <button
          type="button"
          aria-expanded={adding}
          onClick={() => setAdding(!adding)}
          data-testid="add-user"
        >
          Add a user …
        </button>
      </div>
      {adding && <AddUser users={users} onDone={added} />}
      <UserTable users={users.users} onOpen={setOpen} />
      <h2>Sessions</h2>
      <SessionTable users={users} />
    </section>
  );
}
