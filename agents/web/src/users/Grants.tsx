import { rightInWords, type Grant, type User } from "../core/users";

interface GrantsProps {
  user: User;
  onRevoke: (what: Grant) => void;
}

function Entry({ words, onRevoke, testId }: GrantEntry) {
  return (
    <li data-testid={testId}>
      {words}{" "}
      <button type="button" onClick={onRevoke} aria-label={`Take ${words} away`}>
        Take away
      </button>
    </li>
  );
}

interface GrantEntry {
  words: string;
  onRevoke: () => void;
  testId: string;
}

/** Roles and rights of a user, each to be taken away. */
export function Grants({ user, onRevoke }: GrantsProps) {
  const none = user.roles.length + user.rights.length === 0;
  return (
    <ul className="grants">
      {none && <li className="soft">no role and no right</li>}
      {user.roles.map((role) => (
        <Entry
          key={role}
          words={`role ${role}`}
          onRevoke={() => onRevoke({ role })}
          testId={`role-${role}`}
        />
      ))}
      {user.rights.map((right) => (
        <Entry
          key={rightInWords(right)}
          words={rightInWords(right)}
          onRevoke={() => onRevoke({ right })}
          testId="own-right"
        />
      ))}
    </ul>
  );
}
