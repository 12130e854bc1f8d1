import { UnacknowledgedCount } from "../alarm/UnacknowledgedCount";
import { Approvals } from "../core/approvals";
import { summaryOf } from "../core/status";
import type { Link } from "../core/stream";
import { useIsDrawn } from "../live/drawnSight";
import { useMe } from "../live/useMe";
import { useObservable } from "../live/useObservable";
import { usePast } from "../live/timeContext";
import { useTrainingVisit } from "../live/trainingContext";
import { useTwin } from "../live/twinContext";
import { OriginBanner } from "./OriginBanner";
import { useSide } from "./side";
import { useTheme } from "./theme";
import { TimeButton } from "./TimeButton";
import { isInHeader, showsPast, showsTraining, titleOf, viewsFor, type View } from "./view";

const LINK_WORD: Record<Link, string> = {
  connecting: "connecting …",
  open: "connected",
  lost: "CONNECTION LOST, retrying",
  closed: "logged out",
};

function Health() {
  const { text, healthy } = summaryOf(useObservable(useTwin().twin.agents));
  return (
    <span className={`health ${healthy ? "" : "warning"}`} data-testid="health">
      {text}
    </span>
  );
}

/** How many setpoints this user could approve now; nothing where there is none. */
function WaitingForMe() {
  const { twin } = useTwin();
  const waiting = useObservable(twin.approvals);
  const count = Approvals.decidable(waiting, twin.login.user).length;
  if (count === 0) return null;
  return (
    <span className="count" role="status" data-testid="approvals-waiting">
      {count}
    </span>
  );
}

function LinkState() {
  const { twin } = useTwin();
  const link = useObservable(twin.stream.link);
  const complaint = useObservable(twin.complaint);
  return (
    <span
      className={`link-state ${link === "lost" ? "severe" : ""}`}
      role="status"
      data-testid="link"
      data-link={link}
      title={complaint}
    >
      {LINK_WORD[link]}
    </span>
  );
}

function NotLive({ children }: { children: string }) {
  return (
    <span className="origin not-live" role="status" data-testid="origin">
      {children}
    </span>
  );
}

function Origin({ view }: { view: View }) {
  const isPast = usePast() !== null;
  const trains = useObservable(useTrainingVisit().twin) !== null;
  const [side] = useSide();
  const isDrawn = useIsDrawn();
  if (isDrawn) return <NotLive>not the plant: a drawing</NotLive>;
  if (trains && showsTraining(view)) return <NotLive>not the plant: a training</NotLive>;
  if (isPast && showsPast(view)) return <NotLive>not live: what was</NotLive>;
  if (view === "diagram" && side === "model") return <NotLive>not the plant: the model</NotLive>;
  return <OriginBanner />;
}

interface HeaderProps {
  view: View;
  onView: (view: View) => void;
  onLogout: () => void;
}

export function Header({ view, onView, onLogout }: HeaderProps) {
  const { twin, plant } = useTwin();
  const { theme, toggle } = useTheme();
  const views = viewsFor(useMe());
  return (
    <header className="header">
      <h1 title={plant.plant.title}>{plant.plant.title}</h1>
      <nav aria-label="Views">
        {views.filter(isInHeader).map((each) => (
          <button
            key={each}
            type="button"
            aria-current={each === view ? "page" : undefined}
            onClick={() => onView(each)}
            data-testid={`view-${each}`}
          >
            {titleOf(each)}
            {each === "alarms" && <UnacknowledgedCount />}
            {each === "approvals" && <WaitingForMe />}
          </button>
        ))}
      </nav>
      <Origin view={view} />
      <span className="header-end">
        <LinkState />
        <Health />
        <TimeButton />
        <button
          type="button"
          onClick={toggle}
          aria-label={`Switch to ${theme === "dark" ? "light" : "dark"} colours`}
        >
          {theme === "dark" ? "☀" : "☾"}
        </button>
        <span className="soft">{twin.login.user}</span>
        <button type="button" onClick={onLogout} data-testid="logout">
          Log out
        </button>
      </span>
    </header>
  );
}
