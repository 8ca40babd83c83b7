import KicauCore

/// The map of a rehearsal: a few places, two of them of one name.
struct ThreadsPlace: Sendable, Hashable {
    let id: String
    let name: String
    let address: String
    let city: String
    let country: String
    let latitude: Double
    let longitude: Double

    static let all = [
        ThreadsPlace(
            id: "9000000001", name: "Menlo Park", address: "", city: "Menlo Park", country: "United States",
            latitude: 37.453, longitude: -122.182),
        ThreadsPlace(
            id: "9000000002", name: "Pasar Beringharjo", address: "Jalan Margo Mulyo 16", city: "Yogyakarta",
            country: "Indonesia", latitude: -7.799, longitude: 110.367),
        ThreadsPlace(
            id: "9000000003", name: "Kopi Pagi", address: "Jalan Braga 5", city: "Bandung", country: "Indonesia",
            latitude: -6.917, longitude: 107.609),
        ThreadsPlace(
            id: "9000000004", name: "Kopi Pagi", address: "Jalan Sabang 8", city: "Jakarta", country: "Indonesia",
            latitude: -6.186, longitude: 106.825),
    ]

    static func of(id: String) -> ThreadsPlace? { all.first { $0.id == id } }

    /// By words of the name; within a tenth of a degree, where a point is named.
    static func found(_ words: String?, near point: (latitude: Double, longitude: Double)?) -> [ThreadsPlace] {
        all.filter { place in
            let isNamed = words.map { place.name.lowercased().contains($0.lowercased()) } ?? true
            let isNear = point.map {
                abs(place.latitude - $0.latitude) <= 0.1 && abs(place.longitude - $0.longitude) <= 0.1
            }
            return isNamed && (isNear ?? true)
        }
    }

    var whole: [String: JSONValue] {
        [
            "id": .string(id), "name": .string(name), "address": .string(address), "city": .string(city),
            "country": .string(country), "latitude": .number(latitude), "longitude": .number(longitude),
            "postal_code": "",
        ]
    }
}
