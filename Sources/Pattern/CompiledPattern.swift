internal import CPCRE2

/// The only file that knows PCRE2: a compiled pattern, and a search with it.
///
/// The compiled code is never changed, so threads may share it; all that a search changes belongs to the search.
final class CompiledPattern: @unchecked Sendable {
    fileprivate let code: OpaquePointer
    let names: [String: Int]

    /// Calls back at each place of the subject where a match is tried, so that a search can be ended from there.
    ///
    /// PCRE2 bounds the steps at one place only, which lets a pattern be slow at each of a million places.
    private static let callout = "(?C1)"

    init(_ text: String, options: Pattern.Options) throws(PatternError) {
        var errorNumber: Int32 = 0
        var errorOffset = 0
        let pattern = Array((Self.callout + text).utf8)
        let compiled = pcre2_compile_8(
            pattern, pattern.count, Self.bits(of: options), &errorNumber, &errorOffset, nil)
        guard let compiled else {
            let before = text.utf8.prefix(max(0, errorOffset - Self.callout.utf8.count))
            throw .invalid(offset: before.count { $0 & 0xC0 != 0x80 }, sentence: Self.sentence(for: errorNumber))
        }
        code = compiled
        names = Self.names(in: compiled)
    }

    deinit { pcre2_code_free_8(code) }

    private static func bits(of options: Pattern.Options) -> UInt32 {
        var bits = PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C
        if options.contains(.caseInsensitive) { bits |= PCRE2_CASELESS }
        if options.contains(.multiline) { bits |= PCRE2_MULTILINE }
        if options.contains(.dotMatchesAll) { bits |= PCRE2_DOTALL }
        if options.contains(.extended) { bits |= PCRE2_EXTENDED }
        return bits
    }

    fileprivate static func sentence(for errorNumber: Int32) -> String {
        var buffer = [UInt8](repeating: 0, count: 256)
        let length = pcre2_get_error_message_8(errorNumber, &buffer, buffer.count)
        guard length >= 0 else { return "PCRE2 reports error \(errorNumber)" }
        return String(decoding: buffer.prefix(Int(length)), as: UTF8.self)
    }

    /// Reads the table of names: entries of one size, each two bytes of number and a name that ends with a zero.
    private static func names(in code: OpaquePointer) -> [String: Int] {
        var count: UInt32 = 0
        var size: UInt32 = 0
        var table: UnsafePointer<UInt8>?
        guard pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_NAMECOUNT), &count) == 0,
            pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_NAMEENTRYSIZE), &size) == 0,
            pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_NAMETABLE), &table) == 0, let table, size > 2
        else { return [:] }
        var names: [String: Int] = [:]
        for index in 0..<Int(count) {
            let entry = UnsafeBufferPointer(start: table + index * Int(size), count: Int(size))
            let name = String(decoding: entry.dropFirst(2).prefix { $0 != 0 }, as: UTF8.self)
            names[name] = Int(entry[0]) << 8 | Int(entry[1])
        }
        return names
    }
}

/// One search through one subject, which must be UTF-8.
struct PatternSearch: ~Copyable {
    private let pattern: CompiledPattern
    private let subject: UnsafeBufferPointer<UInt8>
    private let data: OpaquePointer
    private let context: OpaquePointer
    private let end: UnsafeMutablePointer<ContinuousClock.Instant>

    init(
        _ pattern: CompiledPattern, in subject: UnsafeBufferPointer<UInt8>, limits: PatternLimits
    ) throws(PatternError) {
        guard let data = pcre2_match_data_create_from_pattern_8(pattern.code, nil) else {
            throw .failed(sentence: "no memory")
        }
        guard let context = pcre2_match_context_create_8(nil) else {
            pcre2_match_data_free_8(data)
            throw .failed(sentence: "no memory")
        }
        self.pattern = pattern
        self.subject = subject
        self.data = data
        self.context = context
        end = .allocate(capacity: 1)
        end.initialize(to: .now + limits.time)
        pcre2_set_match_limit_8(context, limits.steps)
        pcre2_set_depth_limit_8(context, limits.steps)
        pcre2_set_heap_limit_8(context, limits.kibibytes)
        pcre2_set_callout_8(context, endSearchWhenLate, end)
    }

    deinit {
        pcre2_match_data_free_8(data)
        pcre2_match_context_free_8(context)
        end.deallocate()
    }

    /// The first so many matches that don't overlap.
    borrowing func matches(atMost most: Int) throws(PatternError) -> [Match] {
        var matches: [Match] = []
        var offset = 0
        var mustMoveOn = false
        while matches.count < most, offset <= subject.count {
            // An empty match is followed by a look for one at the same place that isn't empty.
            let options = mustMoveOn ? PCRE2_NOTEMPTY_ATSTART | PCRE2_ANCHORED : 0
            if let match = try match(from: offset, options: options) {
                matches.append(match)
                if match.range.upperBound > offset {
                    offset = match.range.upperBound
                    mustMoveOn = match.range.isEmpty
                } else if mustMoveOn {
                    mustMoveOn = false
                    offset = next(after: offset)
                } else {
                    mustMoveOn = true
                }
            } else if mustMoveOn {
                mustMoveOn = false
                offset = next(after: offset)
            } else {
                break
            }
        }
        return matches
    }

    private borrowing func match(from offset: Int, options: UInt32) throws(PatternError) -> Match? {
        guard end.pointee > .now else { throw .limitReached(.time) }
        let result = pcre2_match_8(
            pattern.code, subject.baseAddress, subject.count, offset, options | PCRE2_NO_UTF_CHECK, data, context)
        switch result {
        case PCRE2_ERROR_NOMATCH: return nil
        case 1...: return match()
        case PCRE2_ERROR_MATCHLIMIT, PCRE2_ERROR_DEPTHLIMIT: throw .limitReached(.steps)
        case PCRE2_ERROR_HEAPLIMIT, PCRE2_ERROR_NOMEMORY: throw .limitReached(.memory)
        case PCRE2_ERROR_CALLOUT: throw .limitReached(.time)
        default: throw .failed(sentence: CompiledPattern.sentence(for: result))
        }
    }

    /// Reads the pairs of offsets that the last match left behind.
    private borrowing func match() -> Match {
        let pairs = UnsafeBufferPointer(
            start: pcre2_get_ovector_pointer_8(data), count: 2 * Int(pcre2_get_ovector_count_8(data)))
        func range(_ group: Int) -> Range<Int>? {
            guard group >= 0, 2 * group + 1 < pairs.count else { return nil }
            let (lower, upper) = (pairs[2 * group], pairs[2 * group + 1])
            guard lower != Self.unset, upper != Self.unset else { return nil }
            // `\K` within a lookahead can put the start behind the end.
            return min(Int(lower), Int(upper))..<Int(upper)
        }
        func text(_ group: Int) -> String? {
            range(group).map { String(decoding: subject[$0], as: UTF8.self) }
        }
        let groups = (1..<max(1, pairs.count / 2)).map(text)
        return Match(
            text: text(0) ?? "", range: range(0) ?? 0..<0, groups: groups,
            namedGroups: pattern.names.compactMapValues(text))
    }

    /// What PCRE2 writes for both offsets of a group that took no part.
    private static let unset = ~0

    /// The start of the next character.
    private borrowing func next(after offset: Int) -> Int {
        var next = offset + 1
        while next < subject.count, subject[next] & 0xC0 == 0x80 { next += 1 }
        return next
    }
}

/// Called at each place where a match is tried; ends the search after its time.
private func endSearchWhenLate(
    _: UnsafeMutablePointer<pcre2_callout_block_8>?, _ end: UnsafeMutableRawPointer?
) -> Int32 {
    guard let end else { return 0 }
    return end.load(as: ContinuousClock.Instant.self) > .now ? 0 : PCRE2_ERROR_CALLOUT
}
