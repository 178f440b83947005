/// Accepts connections on a thread of its own and gives each another: blocking reads keep the faults exact.
final class Server: Sendable {
    private let listener: Listener
    private let service: Service
    private let connections = ConnectionRegistry()

    var port: UInt16 { listener.port }

    /// Listens at once; connections wait in the backlog until `start`.
    init(host: String, port: UInt16, service: Service) throws(TargetError) {
        Listener.allowDescriptors(2 * ConnectionRegistry.maxConnections)
        listener = try Listener(host: host, port: port)
        self.service = service
    }

    func start() throws(TargetError) {
        guard DetachedThread.start({ self.acceptAll() }) else { throw .noThread }
    }

    /// Ends every connection and returns when all their threads are done, or after a second.
    func stop() {
        service.stop()
        listener.stop()
        connections.interruptAll()
        Pause.wait(.seconds(1)) { connections.count == 0 }
    }

    private func acceptAll() {
        while true {
            switch listener.nextArrival() {
            case .connection(let descriptor): serve(descriptor)
            case .retry: Pause.wait(.milliseconds(5)) { service.isStopping }
            case .stopped: return
            }
        }
    }

    private func serve(_ descriptor: Int32) {
        guard connections.add(descriptor) else { return turnAway(descriptor) }
        let started = DetachedThread.start { [connections, service] in
            Connection(descriptor: descriptor, service: service).serve { connections.remove(descriptor) }
        }
        if !started {
            connections.remove(descriptor)
            turnAway(descriptor)
        }
    }

    /// Answers 503 and closes, on the accepting thread: the few bytes always fit into a new socket's buffer.
    private func turnAway(_ descriptor: Int32) {
        let socket = Socket(adopting: descriptor, timeoutSeconds: 1)
        let number = service.countRefused(status: 503)
        var writer = ResponseWriter(isHardened: service.isHardened)
        let refusal = Refusal.broken(503, "there are \(ConnectionRegistry.maxConnections) connections already")
        _ = socket.deliver(
            writer.bytes(of: refusal.response, omittingBody: false, keepsAlive: false, requestNumber: number).bytes)
    }
}
