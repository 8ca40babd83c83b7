import KicauCore
import NIOCore
import NIOPosix
import Synchronization

/// The way to one network: a relay on loopback that can be cut in the middle of anything.
final class Wire: Sendable {
    private struct State {
        var cut: Blow.Cut?
        var target = 0
        var connections: [ObjectIdentifier: any Channel] = [:]
    }

    private typealias Bytes = NIOAsyncChannel<ByteBuffer, ByteBuffer>

    private let state = Mutex(State())
    private let door: NIOAsyncChannel<any Channel, Never>

    private init(door: NIOAsyncChannel<any Channel, Never>) { self.door = door }

    /// Listens at once; carries when it knows where to.
    static func listening() async throws -> Wire {
        let door = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.autoRead, value: false)
            .bind(host: "127.0.0.1", port: 0) { $0.eventLoop.makeSucceededFuture($0) }
        return Wire(door: door)
    }

    /// Either side may end its half first.
    private static func wrapped(_ channel: any Channel) throws -> Bytes {
        try NIOAsyncChannel(
            wrappingChannelSynchronously: channel, configuration: .init(isOutboundHalfClosureEnabled: true))
    }

    var port: Int { door.channel.localAddress?.port ?? 0 }

    func leads(to port: Int) { state.withLock { $0.target = port } }

    func cut(_ how: Blow.Cut) {
        let open = state.withLock { state in
            state.cut = how
            return how == .closed ? Array(state.connections.values) : []
        }
        for channel in open { channel.close(promise: nil) }
    }

    /// What was silent has lost bytes, so it is closed.
    func mend() {
        let lost = state.withLock { state in
            defer { state.cut = nil }
            return state.cut == .silent ? Array(state.connections.values) : []
        }
        for channel in lost { channel.close(promise: nil) }
    }

    /// Carries until it is cancelled.
    func run() async throws {
        try await door.executeThenClose { clients in
            try await withThrowingDiscardingTaskGroup { group in
                for try await client in clients {
                    group.addTask { await self.carry(client) }
                }
            }
        }
    }

    /// A client is wrapped only here: one that the door has let in and nobody takes up any more, as at the end, could
    /// not be dropped otherwise.
    private func carry(_ channel: any Channel) async {
        let id = ObjectIdentifier(channel)
        let (target, cut) = state.withLock { state in
            state.connections[id] = channel
            return (state.target, state.cut)
        }
        defer { state.withLock { $0.connections[id] = nil } }
        do {
            let client = try await channel.eventLoop.submit { try Wire.wrapped(channel) }.get()
            try await client.executeThenClose { asked, answers in
                try await channel.setOption(.autoRead, value: true).get()
                guard cut != .closed else { return }
                let network = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
                    .connect(host: "127.0.0.1", port: target) { channel in
                        channel.eventLoop.makeCompletedFuture { try Wire.wrapped(channel) }
                    }
                try await network.executeThenClose { answered, asks in
                    try await withThrowingTaskGroup { group in
                        group.addTask { try await self.copy(asked, to: asks) }
                        group.addTask { try await self.copy(answered, to: answers) }
                        try await group.waitForAll()
                    }
                }
            }
        } catch {
            // A connection that broke is what a wire is for: both ends see it closed.
        }
    }

    private func copy(
        _ source: NIOAsyncChannelInboundStream<ByteBuffer>, to sink: NIOAsyncChannelOutboundWriter<ByteBuffer>
    ) async throws {
        var isDeaf = false
        for try await bytes in source {
            // One lost byte makes all that follow worthless.
            if state.withLock({ $0.cut == .silent }) { isDeaf = true }
            guard !isDeaf else { continue }
            try await sink.write(bytes)
        }
        sink.finish()
    }
}
