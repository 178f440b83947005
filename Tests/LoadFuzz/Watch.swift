import CSystem
import LoadFuzzing

/// Tells which input the process died of, or hangs in.
enum Watch {
    /// No input takes as long as this by far, not even under a sanitizer.
    private static let patience: UInt32 = 60

    /// The input under way; read by the signal's handler.
    nonisolated(unsafe) static var number: UInt64 = 0
    /// What stands before its number in the message, made beforehand: a handler must not allocate.
    nonisolated(unsafe) private static var text = [CChar](repeating: 0, count: 128)
    nonisolated(unsafe) private static var length = 0

    static func start() {
        for number in [SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGALRM] {
            signal(number) { _ in Watch.die() }
        }
    }

    /// The inputs from this number on begin now.
    static func now(_ target: FuzzTarget, seed: UInt64, number: UInt64) {
        Self.number = number
        let message = Array("\ncrashed or hung: load-fuzz --target \(target.rawValue) --seed \(seed) --only ".utf8)
        length = min(message.count, text.count)
        for index in 0..<length { text[index] = CChar(bitPattern: message[index]) }
        alarm(patience)
    }

    private static func die() {
        text.withUnsafeBufferPointer { _ = write(2, $0.baseAddress, length) }
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 21) { digits in
            var place = 20
            var rest = number
            digits[20] = UInt8(ascii: "\n")
            repeat {
                place -= 1
                digits[place] = UInt8(ascii: "0") + UInt8(rest % 10)
                rest /= 10
            } while rest > 0
            _ = write(2, digits.baseAddress.map { $0 + place }, 21 - place)
        }
        _exit(1)
    }
}
