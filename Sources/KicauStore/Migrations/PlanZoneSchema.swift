/// In which zone a plan's months turn: the workspace's when the plan was taken up. Where that moves, they stay.
enum PlanZoneSchema {
    static let statements = [
        // What an older node writes while it is replaced has none: then it is the workspace's.
        "ALTER TABLE plan_period ADD COLUMN zone TEXT NOT NULL DEFAULT ''",
        "UPDATE plan_period SET zone = (SELECT workspace.zone FROM workspace WHERE workspace.id = workspace_id)",
    ]
}
