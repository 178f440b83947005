import ArgumentParser
import LoadFuzzing

/// Gives the engine what hostile servers may send, by the million, and looks whether what must hold does.
@main
struct LoadFuzz: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "load-fuzz", abstract: "Feeds generated and damaged bytes to the load engine's readers.",
        discussion: "The same seed gives the same inputs. A finding is printed with what repeats it; exit status 1.")

    @Option(help: "How many inputs, over all targets unless one is named.") var inputs: UInt64 = 10_000_000
    @Option(help: "What all inputs follow from.") var seed: UInt64 = 1
    @Option(help: "One target: \(FuzzTarget.allCases.map(\.rawValue).joined(separator: ", ")).") var target: FuzzTarget?
    @Option(help: "Only the input of this number; needs --target.") var only: UInt64?
    @Option(help: "One input, as hexadecimal digits; needs --target.") var input: HexBytes?
    @Option(help: "MiB of memory that are a finding when exceeded; 0 for no limit.") var memory = 256

    func validate() throws {
        guard target != nil || (only == nil && input == nil) else {
            throw ValidationError("--only and --input need --target")
        }
    }

    func run() throws {
        Watch.start()
        if let target, let bytes = input?.bytes ?? only.map({ target.input(seed: seed, number: $0) }) {
            Watch.now(target, seed: seed, number: only ?? 0)
            return try report(target, bytes, number: only)
        }
        var isSound = true
        for target in FuzzTarget.allCases where self.target == nil || self.target == target {
            let count = self.target == nil ? inputs / 100 * target.share : inputs
            var campaign = Campaign(target: target, seed: seed, count: count, memory: memory)
            if let finding = campaign.run() {
                isSound = false
                print(
                    "\(target.rawValue): \(finding.error)\n  \(repetition(target, finding.number))\n  \(hex(finding.input))"
                )
            }
            print("\(target.rawValue): \(campaign.done) inputs, \(campaign.summary)")
        }
        print(isSound ? "nothing found" : "FOUND SOMETHING")
        if !isSound { throw ExitCode.failure }
    }

    /// One input, and what came of it.
    private func report(_ target: FuzzTarget, _ bytes: [UInt8], number: UInt64?) throws {
        print(hex(bytes))
        do throws(Finding) {
            print("\(target.rawValue): \(try target.check(bytes))")
        } catch {
            print("\(target.rawValue): \(error)")
            throw ExitCode.failure
        }
    }

    private func repetition(_ target: FuzzTarget, _ number: UInt64) -> String {
        "load-fuzz --target \(target.rawValue) --seed \(seed) --only \(number)"
    }

    private func hex(_ bytes: [UInt8]) -> String {
        "--input " + bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}

extension FuzzTarget: ExpressibleByArgument {}

/// Bytes as hexadecimal digits on the command line.
struct HexBytes: ExpressibleByArgument {
    let bytes: [UInt8]

    init?(argument: String) {
        let digits = argument.utf8.map { UInt8(String(UnicodeScalar($0)), radix: 16) }
        guard digits.count.isMultiple(of: 2), digits.allSatisfy({ $0 != nil }) else { return nil }
        let values = digits.compactMap { $0 }
        bytes = stride(from: 0, to: values.count, by: 2).map { values[$0] << 4 | values[$0 + 1] }
    }
}
