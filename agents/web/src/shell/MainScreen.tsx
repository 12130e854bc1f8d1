import { lazy, Suspense, useCallback, useMemo, useState } from "react";

import { AlarmBanner } from "../alarm/AlarmBanner";
import { TripStrip } from "../alarm/TripStrip";
import { openAddress } from "../core/addressChange";
import type { Pinned } from "../core/scene/address";
import type { TimeMachine } from "../core/timeMachine";
import type { TrainingVisit } from "../core/training/trainingVisit";
import { SelectionContext, type Selection } from "../diagram/selection";
import { SidePanel } from "../faceplate/SidePanel";
import { useObservable } from "../live/useObservable";
import { TimeContext } from "../live/timeContext";
import { TrainingContext } from "../live/trainingContext";
import { TwinContext, useTwin } from "../live/twinContext";
import { ViewContext } from "../live/viewContext";
import { TrainingBar } from "../training/TrainingBar";
import { TrainingView } from "../training/TrainingView";
import { AlarmsView } from "../views/AlarmsView";
import { ApprovalsView } from "../views/ApprovalsView";
import { AuditView } from "../views/AuditView";
import { CommandsView } from "../views/CommandsView";
import { ContractsView } from "../views/ContractsView";
import { SetsView } from "../views/SetsView";
import { StatusView } from "../views/StatusView";
import { TagTable } from "../views/TagTable";
import { UsersView } from "../views/UsersView";
import { addressOf, useArea } from "./area";
import { DiagramView } from "./DiagramView";
import { Header } from "./Header";
import { TimeBar } from "./TimeBar";
import { pinned, usePinned } from "./pinned";
import { useEscape } from "./useEscape";
import { useInnerLinks } from "./useInnerLinks";
import { useTimeTravel } from "./useTimeTravel";
import { useTraining } from "./useTraining";
import { useView } from "./useView";
import { viewsFor, type View } from "./view";
import { ViewBoundary } from "./ViewBoundary";

// Drawing in three dimensions takes more code than all the rest, so it comes when it is wanted.
const SceneView = lazy(() => import("../scene/SceneView"));
/** Most people never draw: what they need for it is loaded when they do. */
const EditorView = lazy(() => import("../editor/EditorView"));
const EquipmentView = lazy(() => import("../equipment/EquipmentView"));
const OverviewView = lazy(() => import("../overview/OverviewView"));
const TrendsView = lazy(() => import("../trends/TrendsView"));
const WhatIfView = lazy(() => import("../whatif/WhatIfView"));

const CONTENT: Record<View, React.ComponentType> = {
  overview: OverviewView,
  diagram: DiagramView,
  scene: SceneView,
  equipment: EquipmentView,
  tags: TagTable,
  trends: TrendsView,
  alarms: AlarmsView,
  commands: CommandsView,
  sets: SetsView,
  "what-if": WhatIfView,
  approvals: ApprovalsView,
  contracts: ContractsView,
  status: StatusView,
  training: TrainingView,
  users: UsersView,
  audit: AuditView,
  editor: EditorView,
};

interface ElsewhereProps {
  machine: TimeMachine;
  visit: TrainingVisit;
  children: React.ReactNode;
}

/** Where the screen is besides now and the plant: in the past, or in a training. */
function Elsewhere({ machine, visit, children }: ElsewhereProps) {
  return (
    <TimeContext.Provider value={machine}>
      <TrainingContext.Provider value={visit}>{children}</TrainingContext.Provider>
    </TimeContext.Provider>
  );
}

/** Header, one view, and the faceplate of what is selected. */
export function MainScreen({ onLogout }: { onLogout: () => void }) {
  const { twin, plant } = useTwin();
  const [selection, setSelection] = useState<Selection | null>(() => pinned()?.selection ?? null);
  const [wanted, openView] = useView(selection);
  // A right may be taken away while its view is open.
  const views = viewsFor(useObservable(twin.me));
  const view = views.includes(wanted) ? wanted : "diagram";
  const mayDraw = views.includes("editor");
  const area = useArea(plant.plant.areas)?.id ?? null;
  const shownArea = view === "diagram" ? area : null;
  const context = useMemo(
    () => ({
      selection,
      selectTag: (id: string) => setSelection({ kind: "tag", id }),
      selectEquipment: (id: string) => setSelection({ kind: "equipment", id }),
      selectStream: (id: string) => setSelection({ kind: "stream", id }),
      shownArea,
      openArea: (id: string) => openAddress(addressOf(id)),
      openScene: view === "scene" ? null : () => openView("scene"),
      openEditor: mayDraw ? () => openView("editor") : null,
    }),
    [selection, shownArea, view, mayDraw, openView],
  );
  usePinned(useCallback((found: Pinned) => setSelection(found.selection), []));
  useInnerLinks();
  const closePanel = useCallback(() => setSelection(null), []);
  useEscape(closePanel);
  const { machine, shown: ofTime } = useTimeTravel(view);
  const { visit, twin: ofTraining } = useTraining(view, machine);
  const shown = ofTraining ?? ofTime;
  const live = useMemo(() => ({ twin: shown, plant }), [shown, plant]);
  const Content = CONTENT[view];
  return (
    <Elsewhere machine={machine} visit={visit}>
      <ViewContext.Provider value={openView}>
        <SelectionContext.Provider value={context}>
          <Header view={view} onView={openView} onLogout={onLogout} />
          <TimeBar />
          <TrainingBar />
          <TwinContext.Provider value={live}>
            <TripStrip />
            <AlarmBanner onOpen={() => openView("alarms")} />
            <main className="content">
              <ViewBoundary key={view}>
                <Suspense fallback={<p className="scene-message">Loading …</p>}>
                  <Content />
                </Suspense>
              </ViewBoundary>
              {selection && <SidePanel selection={selection} onClose={closePanel} />}
            </main>
          </TwinContext.Provider>
        </SelectionContext.Provider>
      </ViewContext.Provider>
    </Elsewhere>
  );
}
