/// A plan as plain memory: what the threads read while they run, by index instead of by name.
///
/// Immutable after `init` and shared by all threads, hence `@unchecked Sendable`.
final class PlanTable: @unchecked Sendable {
    struct Step {
        /// The whole request; nil when it has holes.
        var request: UnsafePointer<UInt8>?
        var requestCount: Int
        var timeout: Nanoseconds
        /// For all addresses of the origin together.
        var connectTimeout: Nanoseconds
        var expectation: ResponseParser.Expectation
        /// 600 flags by status.
        var expected: UnsafePointer<Bool>
        var origin: Int
        var scenario: Int
        var isLast: Bool
        var isIdempotent: Bool
    }

    struct Scenario {
        var firstStep: Int
        /// Sum of the weights up to and including this one.
        var weightEnd: UInt64
    }

    struct Origin {
        var firstAddress: Int
        var addressCount: Int
        var isSecure: Bool
        var version: Load.Origin.Version
    }

    struct Address {
        var bytes: UnsafeRawPointer
        var length: UInt32
    }

    let steps: UnsafeMutableBufferPointer<Step>
    let scenarios: UnsafeMutableBufferPointer<Scenario>
    let origins: UnsafeMutableBufferPointer<Origin>
    let addresses: UnsafeMutableBufferPointer<Address>
    let checks: [LoadStep.Check?]
    let blueprints: [RequestBlueprint]
    /// The requests as HTTP/2 sends them; nil where their origin never speaks it.
    let multiplexed: [HTTP2Request?]
    /// The steps' paths, as cookies ask for them.
    let paths: [[UInt8]]
    let feeders: [FeederTable]
    /// By origin; nil where it speaks without TLS.
    let tls: [TLSContext?]
    let plan: LoadPlan
    /// The steps' plans, in the order of `steps`.
    let stepPlans: [LoadStep]
    /// The origins, in the order of `origins`.
    let originPlans: [Load.Origin]
    let shortestTimeout: Nanoseconds
    private var blocks: [UnsafeMutableRawPointer] = []

    init(_ plan: LoadPlan, resolved: [(origin: Load.Origin, addresses: [SocketAddress])], tls: [TLSContext?]) {
        self.plan = plan
        self.tls = tls
        stepPlans = plan.scenarios.flatMap(\.steps)
        checks = stepPlans.map(\.check)
        paths = stepPlans.map { Array($0.request.path.utf8) }
        originPlans = resolved.map(\.origin)
        multiplexed = stepPlans.map { step in
            let isOffered =
                step.origin.version == .http2 || (step.origin.scheme == .https && step.origin.version == .auto)
            return isOffered ? HTTP2Request(step.request, origin: step.origin) : nil
        }
        feeders = plan.feeders.enumerated().map { FeederTable($1, seed: plan.seed, number: $0) }
        var blocks: [UnsafeMutableRawPointer] = []
        func stored(_ bytes: [UInt8]) -> UnsafeMutableRawPointer {
            let block = UnsafeMutableRawPointer.allocate(byteCount: max(1, bytes.count), alignment: 16)
            bytes.withUnsafeBytes {
                block.copyMemory(from: $0.baseAddress ?? UnsafeRawPointer(block), byteCount: $0.count)
            }
            blocks.append(block)
            return block
        }

        var originTable: [Origin] = []
        var addressTable: [Address] = []
        for (origin, list) in resolved {
            originTable.append(
                Origin(
                    firstAddress: addressTable.count, addressCount: list.count, isSecure: origin.scheme == .https,
                    version: origin.version))
            addressTable += list.map { Address(bytes: UnsafeRawPointer(stored($0.bytes)), length: $0.length) }
        }

        var stepTable: [Step] = []
        var scenarioTable: [Scenario] = []
        var blueprints: [RequestBlueprint] = []
        var weight: UInt64 = 0
        for (index, scenario) in plan.scenarios.enumerated() {
            weight += UInt64(max(0, scenario.weight))
            scenarioTable.append(Scenario(firstStep: stepTable.count, weightEnd: weight))
            for (position, step) in scenario.steps.enumerated() {
                let blueprint = RequestBlueprint(step.request, origin: step.origin, keepAlive: plan.keepAlive)
                blueprints.append(blueprint)
                let flags = (0..<StatusTable.limit).map { UInt8(step.expected.contains($0) ? 1 : 0) }
                stepTable.append(
                    Step(
                        request: blueprint.constant.map {
                            UnsafePointer(stored($0).bindMemory(to: UInt8.self, capacity: max(1, $0.count)))
                        },
                        requestCount: blueprint.constant?.count ?? 0,
                        timeout: max(1, step.timeout.nanoseconds),
                        connectTimeout: max(1, step.connectTimeout.nanoseconds),
                        expectation: .init(
                            bodiless: step.request.method == "HEAD", maxBody: UInt64(max(0, step.maxBody)),
                            keeps: step.check != nil),
                        expected: UnsafePointer(stored(flags).bindMemory(to: Bool.self, capacity: flags.count)),
                        origin: resolved.firstIndex { $0.origin == step.origin } ?? 0, scenario: index,
                        isLast: position == scenario.steps.count - 1, isIdempotent: step.request.isIdempotent))
            }
        }
        self.blueprints = blueprints
        steps = Self.copy(stepTable)
        scenarios = Self.copy(scenarioTable)
        origins = Self.copy(originTable)
        addresses = Self.copy(addressTable)
        let shortest = stepTable.map { min($0.timeout, $0.connectTimeout) }.min() ?? 1_000_000_000
        shortestTimeout = originTable.contains { $0.addressCount > 1 } ? min(shortest, Worker.attemptTime) : shortest
        self.blocks = blocks
    }

    deinit {
        steps.deallocate()
        scenarios.deallocate()
        origins.deallocate()
        addresses.deallocate()
        for block in blocks { block.deallocate() }
    }

    private static func copy<Element>(_ elements: [Element]) -> UnsafeMutableBufferPointer<Element> {
        let buffer = UnsafeMutableBufferPointer<Element>.allocate(capacity: elements.count)
        _ = buffer.initialize(from: elements)
        return buffer
    }
}
