import { useState } from "react";

import { rightInWords, type Grant, type Role, type User } from "../core/users";
import { Choice } from "./Choice";

interface RoleFormProps {
  user: User;
  roles: Role[];
  onGrant: (what: Grant) => Promise<boolean>;
}

/** One of the roles that the user does not have yet, with what it allows. */
export function RoleForm({ user, roles, onGrant }: RoleFormProps) {
  const free = roles.filter(({ role }) => !user.roles.includes(role));
  const [wanted, setWanted] = useState("");
  const chosen = free.find(({ role }) => role === wanted) ?? free[0];
  if (chosen === undefined) return null;
  return (
    <div className="row-form">
      <Choice
        label="Role"
        value={chosen.role}
        options={free.map(({ role }) => role)}
        onChoice={setWanted}
        testId="role-choice"
      />
      <button
        type="button"
        onClick={() => void onGrant({ role: chosen.role })}
        data-testid="role-give"
      >
        Give
      </button>
      <span className="soft">{chosen.rights.map(rightInWords).join("; ")}</span>
    </div>
  );
}
