/// A plan as plain memory: what the threads read while they run, by index instead of by name.
///
/// Immutable after `init` and shared by all threads, hence `@unchecked Sendable`.
final class PlanTable: @unchecked Sendable {
    struct Step {
        var request: UnsafePointer<UInt8>
        var requestCount: Int
        var timeout: Nanoseconds
        /// For one address of the origin.
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
        var hasSeveralSteps: Bool
        /// Sum of the weights up to and including this one.
        var weightEnd: UInt64
    }

    struct Origin {
        var firstAddress: Int
        var addressCount: Int
    }

    struct Address {
        var bytes: UnsafeRawPointer
        var length: UInt32
    }

    let steps: UnsafeMutableBufferPointer<Step>
    let scenarios: UnsafeMutableBufferPointer<Scenario>
    let origins: UnsafeMutableBufferPointer<Origin>
    let addresses: UnsafeMutableBufferPointer<Address>
    let checks: [(@Sendable (LoadResponse) -> String?)?]
    let plan: LoadPlan
    /// The steps' plans, in the order of `steps`.
    let stepPlans: [LoadStep]
    let shortestTimeout: Nanoseconds
    private var blocks: [UnsafeMutableRawPointer] = []

    init(_ plan: LoadPlan, resolved: [(origin: Load.Origin, addresses: [SocketAddress])]) {
        self.plan = plan
        stepPlans = plan.scenarios.flatMap(\.steps)
        checks = stepPlans.map(\.check)
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
        for (_, list) in resolved {
            originTable.append(Origin(firstAddress: addressTable.count, addressCount: list.count))
            addressTable += list.map { Address(bytes: UnsafeRawPointer(stored($0.bytes)), length: $0.length) }
        }

        var stepTable: [Step] = []
        var scenarioTable: [Scenario] = []
        var weight: UInt64 = 0
        for (index, scenario) in plan.scenarios.enumerated() {
            weight += UInt64(max(0, scenario.weight))
            scenarioTable.append(
                Scenario(firstStep: stepTable.count, hasSeveralSteps: scenario.steps.count > 1, weightEnd: weight))
            for (position, step) in scenario.steps.enumerated() {
                let request = step.request.bytes
                let flags = (0..<StatusTable.limit).map { UInt8(step.expected.contains($0) ? 1 : 0) }
                let origin = resolved.firstIndex { $0.origin == step.origin } ?? 0
                let addressCount = UInt64(max(1, originTable[origin].addressCount))
                stepTable.append(
                    Step(
                        request: UnsafePointer(
                            stored(request).bindMemory(to: UInt8.self, capacity: max(1, request.count))),
                        requestCount: request.count,
                        timeout: max(1, step.timeout.nanoseconds),
                        connectTimeout: max(1, step.connectTimeout.nanoseconds / addressCount),
                        expectation: .init(
                            bodiless: step.request.method == "HEAD", maxBody: UInt64(max(0, step.maxBody)),
                            keeps: step.check != nil),
                        expected: UnsafePointer(stored(flags).bindMemory(to: Bool.self, capacity: flags.count)),
                        origin: origin, scenario: index, isLast: position == scenario.steps.count - 1,
                        isIdempotent: step.request.isIdempotent))
            }
        }
        steps = Self.copy(stepTable)
        scenarios = Self.copy(scenarioTable)
        origins = Self.copy(originTable)
        addresses = Self.copy(addressTable)
        shortestTimeout = stepTable.map { min($0.timeout, $0.connectTimeout) }.min() ?? 1_000_000_000
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
