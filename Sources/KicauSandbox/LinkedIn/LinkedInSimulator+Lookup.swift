import Foundation
import KicauCore

/// Organisations by the name in their address: whoever manages some page sees the public fields of every one.
extension LinkedInSimulator {
    @Sendable func findOrganisation(_ call: Call) throws -> Reply {
        let token = try enter(call)
        guard state.read({ $0.settings.hasCommunityManagement }), token.scopes.contains("rw_organization_admin") else {
            throw refused(.accessDenied("Not enough permissions to access: organizations.FINDER-vanityName"))
        }
        guard call.query["q"] == "vanityName" else { throw refused(.badRequest("q must be vanityName")) }
        guard let name = call.query["vanityName"], !name.isEmpty else {
            throw refused(.badRequest("vanityName is missing"))
        }
        let found = [ground.person(handle: name)].compactMap(\.self).filter { $0.kind == .organisation }
        let elements = found.map { page -> JSONValue in
            [
                "id": .integer(Int64(page.id) ?? 0), "localizedName": .string(page.name),
                "vanityName": .string(page.handle), "primaryOrganizationType": "NONE",
            ]
        }
        return .json(["elements": .array(elements), "paging": Self.paging(call, count: elements.count)])
    }
}
