import KicauCore

/// Readings: each metric a row with one value.
extension GraphSimulator {
    func insights(
        _ asked: GraphCall, of id: String, period: String, value: (String) -> JSONValue?
    ) throws(GraphError) -> JSONValue {
        _ = try asked.required("metric")
        var rows: [JSONValue] = []
        for metric in asked.list("metric") {
            guard let value = value(metric) else {
                throw .parameter("metric", "metric must be one of those of this object: \(metric) is not")
            }
            rows.append([
                "name": .string(metric), "period": .string(period), "values": [["value": value]],
                "title": .string(metric), "id": .string("\(id)/insights/\(metric)/\(period)"),
            ])
        }
        return ["data": .array(rows)]
    }
}
