import HTTPTypes
import Hummingbird
import KicauCore
import KicauPeople
import KicauPublish

/// Changing the workspace, its members, keys and one's own password.
extension Desk {
    func settings(_ request: Request, _ visit: Visit) async throws -> Response {
        try await settingsPage(newKey: nil, visit)
    }

    private func settingsPage(newKey: Redacted<String>?, _ visit: Visit) async throws -> Response {
        let caller = try visit.caller
        let frame = frame(visit.voice.say("Settings"), at: .settings, for: visit)
        let digest =
            house.settings.alarms.mail
            ? DigestForm(
                try await house.publishing.digestWish(of: caller), languages: frame.languages,
                zone: caller.workspace.zone, visit.voice) : nil
        let page = SettingsPage(
            caller, members: try await house.people.members(for: caller),
            keys: caller.role.may(.manage) ? try await house.people.keys(for: caller) : [], newKey: newKey,
            digest: digest, frame: frame, visit.voice)
        return try show(page, to: visit)
    }

    func saveWorkspace(_ request: Request, _ visit: Visit) async throws -> Response {
        let form = visit.form
        guard let minutes = Int(form.trimmed("missed")) else {
            throw Problem(.badSetting, "The time limit is not a number.", do: "Write whole minutes.", field: "missed")
        }
        try await house.people.saveWorkspace(
            name: form.trimmed("name"), zone: form.trimmed("zone"), missedMinutes: minutes,
            resendsAfterTwoLooks: form.has("resends"), needsAlt: form.has("needs-alt"),
            by: try visit.caller)
        return .seeOther("/settings", notice: .saved)
    }

    func addMember(_ request: Request, _ visit: Visit) async throws -> Response {
        let form = visit.form
        try await house.people.addMember(
            name: form.trimmed("name"), email: form.trimmed("email"), password: Redacted(form["password"]),
            role: try form.role(), by: try visit.caller)
        return .seeOther("/settings", notice: .memberAdded)
    }

    func setRole(_ request: Request, _ visit: Visit) async throws -> Response {
        try await house.people.setRole(
            try visit.form.role(), of: try visit.number("id", of: User.self), by: try visit.caller)
        return .seeOther("/settings", notice: .saved)
    }

    func removeMember(_ request: Request, _ visit: Visit) async throws -> Response {
        try await house.people.removeMember(try visit.number("id", of: User.self), by: try visit.caller)
        return .seeOther("/settings", notice: .memberRemoved)
    }

    /// The one POST that answers with a page: the key is shown now or never.
    func makeKey(_ request: Request, _ visit: Visit) async throws -> Response {
        let key = try await house.people.makeKey(
            name: visit.form.trimmed("name"), role: try visit.form.role(), by: try visit.caller)
        return try await settingsPage(newKey: key, visit)
    }

    func revokeKey(_ request: Request, _ visit: Visit) async throws -> Response {
        guard let id = Int64(try visit.word("id")) else { throw Problem.noSuchPage }
        try await house.people.revokeKey(id, by: try visit.caller)
        return .seeOther("/settings", notice: .keyRevoked)
    }

    func saveDigest(_ request: Request, _ visit: Visit) async throws -> Response {
        let form = visit.form
        guard let language = speaking.catalogue(form["language"])?.language else {
            throw Problem(.badInput, "Kicau does not speak that language yet.", do: "Choose one of those shown.")
        }
        try await house.publishing.wishDigest(
            at: form.has("wished") ? Int(form["hour"]) ?? -1 : nil, in: language, by: try visit.caller)
        return .seeOther("/settings", notice: .saved)
    }

    func changePassword(_ request: Request, _ visit: Visit) async throws -> Response {
        try await house.people.changePassword(
            old: Redacted(visit.form["old"]), new: Redacted(visit.form["new"]), for: try visit.caller,
            session: try visit.session)
        return .seeOther("/settings", notice: .passwordChanged)
    }
}

extension Form {
    /// - Throws: `.badInput`.
    func role() throws(Problem) -> Role {
        guard let role = Role(rawValue: self["role"]), role != .owner else {
            throw Problem(.badInput, "There is no such role.", do: "Choose one of those shown.", field: "role")
        }
        return role
    }
}
