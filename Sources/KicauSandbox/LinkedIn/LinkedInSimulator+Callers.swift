import Foundation
import KicauCore

/// Who calls, with which version, and for whom they may speak.
extension LinkedInSimulator {
    /// The gate of each `/rest/` call: token, version, protocol, day's quota.
    func enter(_ call: Call) throws -> Token {
        let token = try signedIn(call)
        try checkVersion(call)
        try countCall(of: token.account)
        return token
    }

    func signedIn(_ call: Call) throws -> Token {
        guard let value = call.bearer, !value.isEmpty else { throw refused(.emptyToken) }
        switch ground.standing(of: value) {
        case .live(let token): return token
        case .expired: throw refused(.expiredToken)
        case .revoked, .spent: throw refused(.revokedToken)
        case .unknown: throw refused(.invalidToken)
        }
    }

    private func checkVersion(_ call: Call) throws {
        guard let text = call[header: "linkedin-version"], !text.isEmpty else { throw refused(.versionMissing) }
        let settings = state.read { $0.settings }
        // "202609" or, for a second issue of a month, "202609.01".
        guard let version = Int(text.prefix(6)), (1...12).contains(version % 100) else {
            throw refused(.versionGone(text))
        }
        let age = Self.months(settings.newestVersion) - Self.months(version)
        guard (0...settings.versionMonths).contains(age) else { throw refused(.versionGone(text)) }
        guard call[header: "x-restli-protocol-version"] == "2.0.0" else {
            throw refused(.badRequest("X-RestLi-Protocol-Version must be 2.0.0"))
        }
    }

    private static func months(_ version: Int) -> Int { version / 100 * 12 + version % 100 }

    private func countCall(of account: String) throws {
        let day = ground.nowMs / 86_400_000
        let isAllowed = state.change { state in
            if state.countedDay != day {
                state.countedDay = day
                state.callsToday = [:]
            }
            state.callsToday[account, default: 0] += 1
            return state.callsToday[account, default: 0] <= state.settings.callsPerDay
        }
        guard isAllowed else { throw refused(.tooMany) }
    }

    /// The person or organisation behind a urn, when this token may speak for it with one of these scopes.
    func author(_ urn: String, for token: Token, member: String..., organisation: String...) throws -> Person {
        if let id = Self.id(urn, "person") {
            guard id == token.account, let person = ground.person(id), member.contains(where: token.scopes.contains)
            else {
                throw refused(.accessDenied("Not enough permissions to act as \(urn)"))
            }
            return person
        }
        guard let id = Self.id(urn, "organization") else {
            throw refused(.field("/author", "\(urn) is not a person or an organization"))
        }
        let isOpen = state.read { $0.settings.hasCommunityManagement }
        guard isOpen, let page = ground.person(id), page.kind == .organisation, page.managers.contains(token.account),
            organisation.contains(where: token.scopes.contains)
        else { throw refused(.accessDenied("Not enough permissions to act as \(urn)")) }
        return page
    }

    static func id(_ urn: String, _ kind: String) -> String? {
        let start = "urn:li:\(kind):"
        guard urn.hasPrefix(start), urn.count > start.count else { return nil }
        return String(urn.dropFirst(start.count))
    }

    static func urn(of person: Person) -> String {
        switch person.kind {
        case .person: "urn:li:person:\(person.id)"
        case .page, .organisation: "urn:li:organization:\(person.id)"
        }
    }

    func refused(_ trouble: LinkedInTrouble) -> Refused { Refused(trouble.reply) }

    @Sendable func userInfo(_ call: Call) throws -> Reply {
        let token = try signedIn(call)
        guard token.scopes.contains("openid"), let person = ground.person(token.account) else {
            throw refused(.accessDenied("Not enough permissions to access: userinfo.GET"))
        }
        let names = person.name.split(separator: " ", maxSplits: 1).map(String.init)
        return .json(
            .members([
                "sub": .string(person.id), "name": .string(person.name), "given_name": .string(names.first ?? ""),
                "family_name": .string(names.count > 1 ? names[1] : ""),
                "locale": ["country": "ID", "language": "in"],
                "email": token.scopes.contains("email") ? .string("\(person.handle)@kedai-aksara.example") : nil,
                "email_verified": token.scopes.contains("email") ? true : nil,
            ])
        )
    }

    @Sendable func organisationRoles(_ call: Call) throws -> Reply {
        let token = try enter(call)
        let scopes = [
            "rw_organization_admin", "r_organization_admin", "w_organization_social", "r_organization_social",
        ]
        guard state.read({ $0.settings.hasCommunityManagement }), scopes.contains(where: token.scopes.contains) else {
            throw refused(.accessDenied("Not enough permissions to access: organizationAcls.FINDER-roleAssignee"))
        }
        guard call.query["q"] == "roleAssignee" else { throw refused(.badRequest("q must be roleAssignee")) }
        let role = call.query["role"]
        let pages = ground.managed(by: token.account, .organisation)
        let elements = pages.filter { _ in role == nil || role == "ADMINISTRATOR" }.map { page -> JSONValue in
            [
                "role": "ADMINISTRATOR", "state": "APPROVED", "roleAssignee": .string("urn:li:person:\(token.account)"),
                "organization": .string(Self.urn(of: page)), "organizationTarget": .string(Self.urn(of: page)),
            ]
        }
        return .json(["elements": .array(elements), "paging": Self.paging(call, count: elements.count)])
    }

    @Sendable func organisation(_ call: Call) throws -> Reply {
        let token = try enter(call)
        guard let page = ground.person(call["id"]), page.kind == .organisation else {
            throw refused(.notFound("No organization \(call["id"])"))
        }
        guard page.managers.contains(token.account) else {
            throw refused(.accessDenied("Not enough permissions to access: organizations.GET"))
        }
        return .json([
            "id": .integer(Int64(page.id) ?? 0), "localizedName": .string(page.name),
            "vanityName": .string(page.handle), "$URN": .string(Self.urn(of: page)),
        ])
    }

    static func paging(_ call: Call, count: Int, total: Int? = nil) -> JSONValue {
        [
            "start": .integer(Int64(call.query.int("start") ?? 0)),
            "count": .integer(Int64(call.query.int("count") ?? 10)), "links": [],
            "total": .integer(Int64(total ?? count)),
        ]
    }
}
