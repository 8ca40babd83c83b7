/// In which zone a plan's months turn: the workspace's when the plan was taken up. Where that moves, they stay.
enum PlanZoneSchema {
    static let statements = [
        "ALTER TABLE plan_period ADD COLUMN zone TEXT NOT NULL DEFAULT 'UTC'",
        "UPDATE plan_period SET zone = (SELECT workspace.zone FROM workspace WHERE workspace.id = workspace_id)",
    ]
}
