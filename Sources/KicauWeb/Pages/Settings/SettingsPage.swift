import KicauCore
import KicauPeople

/// The workspace, its members and keys, and oneself.
struct SettingsPage: Page {
    static let template = "settings"

    struct MemberLine: Sendable {
        let userID: String
        let name: String
        let email: String
        let initial: String
        let roleName: String
        let roles: [Frame.Choice]
        let joined: Moment
        let canChange: Bool
        let isYou: Bool
    }

    struct KeyLine: Sendable {
        let keyID: String
        let name: String
        let prefix: String
        let role: String
        let made: Moment
        let lastUsed: Moment?
    }

    /// Shown to those who may manage.
    struct Manage: Sendable {
        let name: String
        let zone: String
        let zones: [String]
        let missedMinutes: String
        let resends: Bool
        let needsAlt: Bool
        let roles: [Frame.Choice]
        let keyRoles: [Frame.Choice]
        let keys: [KeyLine]
        let hasKeys: Bool
    }

    let frame: Frame
    let members: [MemberLine]
    let manage: Manage?
    /// A key just made: shown this once.
    let newKey: String?
    let person: String
    let email: String
    /// Nil where no mail can be sent.
    let digest: DigestForm?

    init(
        _ caller: Caller, members: [KicauPeople.Member], keys: [APIKey], newKey: Redacted<String>?,
        digest: DigestForm?, frame: Frame, _ voice: Voice
    ) {
        self.digest = digest
        self.frame = frame
        let mayManage = caller.role.may(.manage)
        self.members = members.map { MemberLine($0, seenBy: caller, voice) }
        manage = mayManage ? Manage(caller.workspace, keys, voice) : nil
        self.newKey = newKey?.reveal()
        person = caller.user?.name ?? ""
        email = caller.user?.email ?? ""
    }

    fileprivate static func roles(chosen: Role?, _ voice: Voice) -> [Frame.Choice] {
        Role.allCases.filter { $0 != .owner }.map {
            Frame.Choice(id: $0.rawValue, name: voice.role($0), isChosen: $0 == chosen)
        }
    }
}

extension SettingsPage.MemberLine {
    fileprivate init(_ member: KicauPeople.Member, seenBy caller: Caller, _ voice: Voice) {
        userID = member.user.id.description
        name = member.user.name
        email = member.user.email
        initial = member.user.name.first.map { String($0).uppercased() } ?? "?"
        roleName = voice.role(member.role)
        roles = SettingsPage.roles(chosen: member.role, voice)
        joined = voice.moment(member.joined)
        isYou = member.user.id == caller.user?.id
        canChange = caller.role.may(.manage) && member.role != .owner && !isYou
    }
}

extension SettingsPage.Manage {
    fileprivate init(_ workspace: Workspace, _ keys: [APIKey], _ voice: Voice) {
        name = workspace.name
        zone = workspace.zone
        zones = Zones.all
        missedMinutes = String(workspace.missedLimit.inMilliseconds / 60_000)
        resends = workspace.resendsAfterTwoLooks
        needsAlt = workspace.needsAlt
        roles = SettingsPage.roles(chosen: .writer, voice)
        keyRoles = SettingsPage.roles(chosen: .editor, voice)
        self.keys = keys.map {
            SettingsPage.KeyLine(
                keyID: String($0.id), name: $0.name, prefix: $0.prefix, role: voice.role($0.role),
                made: voice.moment($0.made), lastUsed: $0.lastUsed.map(voice.moment))
        }
        hasKeys = !keys.isEmpty
    }
}
