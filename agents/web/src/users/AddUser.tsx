import { useState, type FormEvent } from "react";

import { useTwin } from "../live/twinContext";
import { Choice } from "./Choice";
import { TextField } from "./TextField";
import type { Users } from "./useUsers";

const NO_ROLE = "no role";

/** A new user with a first password and, mostly, a first role. */
export function AddUser({ users, onDone }: { users: Users; onDone: (name: string) => void }) {
  const { twin } = useTwin();
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [role, setRole] = useState("viewer");
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const roles = role === NO_ROLE ? [] : [role];
    const added = await users.act(() => twin.exchange.users.add({ user: name, password, roles }));
    if (added) onDone(name);
  };
  return (
    <form className="row-form" aria-label="Add a user" onSubmit={(event) => void submit(event)}>
      <TextField label="Name" text={name} onText={setName} testId="add-name" />
      <TextField
        label="First password (12 letters or more)"
        type="password"
        text={password}
        onText={setPassword}
        testId="add-password"
      />
      <Choice
        label="Role"
        value={role}
        options={[...users.roles.map((each) => each.role), NO_ROLE]}
        onChoice={setRole}
        testId="add-role"
      />
      <button type="submit" className="primary" data-testid="add-confirm">
        Add
      </button>
    </form>
  );
}
