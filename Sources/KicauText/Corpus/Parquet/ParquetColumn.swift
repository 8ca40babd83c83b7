/// A column of a Parquet file that holds byte strings.
struct ParquetColumn {
    /// Its place among the columns of a row group.
    let index: Int
    let path: [String]
    let isString: Bool
    /// How deep it may be absent, and how deep it repeats.
    let deepestDefinition: Int
    let deepestRepetition: Int

    private static let byteArray = 6
    private static let deepest = 64

    static func all(in nodes: [ParquetFooter.Node]) throws(CorpusFlaw) -> [ParquetColumn] {
        guard let root = nodes.first else { throw ThriftReader.broken }
        var columns: [ParquetColumn] = []
        var leaves = 0
        var at = 1
        func walk(_ children: Int, _ path: [String], _ definition: Int, _ repetition: Int) throws(CorpusFlaw) {
            guard path.count < deepest else { throw ThriftReader.broken }
            var left = children
            while left > 0 {
                guard at < nodes.count else { throw ThriftReader.broken }
                let node = nodes[at]
                at += 1
                left -= 1
                let path = path + [node.name]
                let definition = definition + (node.repetition == 0 ? 0 : 1)
                let repetition = repetition + (node.repetition == 2 ? 1 : 0)
                guard let type = node.type, node.children == 0 else {
                    try walk(node.children, path, definition, repetition)
                    continue
                }
                if type == byteArray {
                    columns.append(
                        ParquetColumn(
                            index: leaves, path: path, isString: node.isString, deepestDefinition: definition,
                            deepestRepetition: repetition))
                }
                leaves += 1
            }
        }
        try walk(root.children, [], 0, 0)
        return columns
    }

    /// Those that hold texts.
    static func texts(_ columns: [ParquetColumn], _ names: FieldNames) throws(CorpusFlaw) -> [ParquetColumn] {
        let named = columns.filter { $0.path.contains { if case .text = names.role(of: $0) { true } else { false } } }
        let chosen = named.isEmpty && !names.isStrict || names.takesAll ? columns.filter(\.isString) : named
        guard !chosen.isEmpty else { throw .noTextColumn }
        return chosen
    }

    /// The one that says where a row is from.
    static func source(_ columns: [ParquetColumn], _ names: FieldNames) -> ParquetColumn? {
        var best: (rank: Int, column: ParquetColumn)?
        for column in columns where column.path.count == 1 && column.deepestRepetition == 0 {
            guard case .source(let rank) = names.role(of: column.path[0]), rank < best?.rank ?? .max else { continue }
            best = (rank, column)
        }
        return best?.column
    }
}
