internal import CYAML
internal import Model

/// The events of one YAML text, one at a time: the only file that sees libyaml.
struct EventStream: ~Copyable {
    /// An event with its place, 1-based.
    struct Event {
        enum Kind {
            case documentStart, documentEnd, streamEnd
            case sequenceStart(anchor: String?, tag: String?)
            case mappingStart(anchor: String?, tag: String?)
            case collectionEnd
            case scalar(text: String, isQuoted: Bool, anchor: String?, tag: String?)
            case alias(String)
        }

        var kind: Kind
        var line: Int
        var column: Int
    }

    struct Failure: Error {
        var message: String
        var line: Int
        var column: Int
    }

    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private let input: UnsafeMutableBufferPointer<UInt8>

    /// Copies the text, so that libyaml never looks at memory that Swift may move.
    init?(_ bytes: some Collection<UInt8>) {
        parser = .allocate(capacity: 1)
        input = .allocate(capacity: max(bytes.count, 1))
        _ = input.initialize(from: bytes)
        guard yaml_parser_initialize(parser) == 1 else {
            input.deallocate()
            parser.deallocate()
            return nil
        }
        yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        yaml_parser_set_input_string(parser, input.baseAddress, bytes.count)
    }

    deinit {
        yaml_parser_delete(parser)
        parser.deallocate()
        input.deallocate()
    }

    /// The next event; stream starts and the like are passed over.
    mutating func next() throws(Failure) -> Event {
        while true {
            var event = yaml_event_t()
            guard yaml_parser_parse(parser, &event) == 1 else { throw failure() }
            defer { yaml_event_delete(&event) }
            if let kind = Self.kind(of: event) {
                return Event(
                    kind: kind, line: Self.position(event.start_mark.line),
                    column: Self.position(event.start_mark.column))
            }
        }
    }

    private func failure() -> Failure {
        let state = parser.pointee
        let problem = state.problem.map { String(cString: $0) } ?? "not valid YAML"
        let context = state.context.map { String(cString: $0) + ": " } ?? ""
        return Failure(
            message: context + problem, line: Self.position(state.problem_mark.line),
            column: Self.position(state.problem_mark.column))
    }

    private static func position(_ zeroBased: Int) -> Int { max(zeroBased, 0) + 1 }

    private static func kind(of event: yaml_event_t) -> Event.Kind? {
        switch event.type {
        case YAML_DOCUMENT_START_EVENT: return .documentStart
        case YAML_DOCUMENT_END_EVENT: return .documentEnd
        case YAML_STREAM_END_EVENT: return .streamEnd
        case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: return .collectionEnd
        case YAML_SEQUENCE_START_EVENT:
            return .sequenceStart(
                anchor: text(event.data.sequence_start.anchor), tag: text(event.data.sequence_start.tag))
        case YAML_MAPPING_START_EVENT:
            return .mappingStart(anchor: text(event.data.mapping_start.anchor), tag: text(event.data.mapping_start.tag))
        case YAML_ALIAS_EVENT:
            return .alias(text(event.data.alias.anchor) ?? "")
        case YAML_SCALAR_EVENT:
            let scalar = event.data.scalar
            let bytes = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
            return .scalar(
                text: String(decoding: bytes, as: UTF8.self), isQuoted: scalar.style != YAML_PLAIN_SCALAR_STYLE,
                anchor: text(scalar.anchor), tag: text(scalar.tag))
        default: return nil
        }
    }

    private static func text(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> String? {
        pointer.map { String(decodingCString: $0, as: UTF8.self) }
    }
}
